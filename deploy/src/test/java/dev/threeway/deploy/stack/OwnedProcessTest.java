package dev.threeway.deploy.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnedProcessTest {
  @TempDir Path directory;

  @Test
  void aRunningProcessIsFoundAgainByWhatWasWritten() {
    Path file = directory.resolve("part.pid");
    OwnedProcess.of(ProcessHandle.current()).writeTo(file);

    assertThat(OwnedProcess.readFrom(file).flatMap(OwnedProcess::handle))
        .contains(ProcessHandle.current());
  }

  @Test
  void anotherProcessWithTheSameNumberIsNotOurs() {
    OwnedProcess self = OwnedProcess.of(ProcessHandle.current());

    assertThat(new OwnedProcess(self.pid(), self.started().minusSeconds(60)).handle()).isEmpty();
  }

  @Test
  void aProcessThatHasEndedDoesNotRun() throws Exception {
    Process process = new ProcessBuilder("sleep", "60").start();
    OwnedProcess owned = OwnedProcess.of(process.toHandle());
    assertThat(owned.handle()).isPresent();

    process.destroyForcibly().waitFor();

    assertThat(owned.handle()).isEmpty();
  }

  @Test
  void aDeadProcessThatItsParentHasNotCollectedDoesNotRun() throws Exception {
    // The shell becomes a process that collects nobody before its child ends.
    Process shell = new ProcessBuilder("sh", "-c", "sleep 0.5 & echo $!; exec sleep 60").start();
    try {
      long child = Long.parseLong(shell.inputReader().readLine());
      ProcessHandle handle = ProcessHandle.of(child).orElseThrow();

      assertThat(
              Await.until(
                  () -> !OwnedProcess.runs(handle), Duration.ofSeconds(10), Duration.ofMillis(10)))
          .isTrue();
      assertThat(handle.isAlive()).as("it is still in the table of processes").isTrue();
    } finally {
      shell.destroyForcibly();
    }
  }

  @Test
  void aFileWithSomethingElseInItNamesNoProcess() throws IOException {
    Path file = directory.resolve("part.pid");
    assertThat(OwnedProcess.readFrom(file)).isEqualTo(Optional.empty());
    Files.writeString(file, "not a number\n");
    assertThat(OwnedProcess.readFrom(file)).isEqualTo(Optional.empty());
    Files.writeString(file, "");
    assertThat(OwnedProcess.readFrom(file)).isEqualTo(Optional.empty());
  }
}
