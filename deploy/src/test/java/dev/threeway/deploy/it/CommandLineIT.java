package dev.threeway.deploy.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threeway.deploy.stack.Part;
import dev.threeway.deploy.stack.RunningStack;
import dev.threeway.deploy.stack.StackDirectory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line as a process of its own, with the parts that start fastest. */
class CommandLineIT {
  private static final String[] SMALL = {
    "up", "--no-traffic", "--without", "registry,connect,engine,broker,keycloak"
  };

  @TempDir Path temporary;
  private StackDirectory directory;
  private ReconProcess recon;

  @BeforeEach
  void locate() {
    directory = new StackDirectory(temporary.resolve("stack"));
    recon = new ReconProcess(directory.base());
  }

  @AfterEach
  void leaveNothingRunning() {
    RunningStack.in(directory).ifPresent(RunningStack::stop);
  }

  @Test
  void downCleansUpWhatAKilledRunLeftBehind() throws Exception {
    Process up = recon.start(SMALL);
    awaitRunning(up);
    up.destroyForcibly().waitFor();
    Map<Part, ProcessHandle> left = RunningStack.in(directory).orElseThrow().parts();
    assertThat(left).containsOnlyKeys(Part.POSTGRES);

    ReconProcess.Ended down = recon.run("down");

    assertThat(down.code()).isZero();
    awaitEnd(left.get(Part.POSTGRES));
    assertThat(RunningStack.in(directory)).isEqualTo(Optional.empty());
  }

  @Test
  void theNextStartClearsAwayWhatAKilledRunLeftBehind() throws Exception {
    Process up = recon.start(SMALL);
    awaitRunning(up);
    up.destroyForcibly().waitFor();
    ProcessHandle left = RunningStack.in(directory).orElseThrow().parts().get(Part.POSTGRES);

    ReconProcess.Ended second = recon.run(with(SMALL, "--detach"));

    assertThat(second.code()).isZero();
    assertThat(second.out()).contains("cleared away what a killed run had left");
    awaitEnd(left);
    assertThat(RunningStack.in(directory).orElseThrow().problem(Part.POSTGRES)).isEmpty();
  }

  @Test
  void aDetachedStackOutlivesItsCommandAndRefusesASecondStart() throws Exception {
    ReconProcess.Ended first = recon.run(with(SMALL, "--detach"));
    assertThat(first.code()).isZero();
    long pid = RunningStack.in(directory).orElseThrow().parts().get(Part.POSTGRES).pid();

    ReconProcess.Ended second = recon.run(SMALL);

    assertThat(second.code()).isEqualTo(3);
    assertThat(second.err().lines())
        .containsExactly(
            "recon: a stack is already running in %s (processes postgres %d); see ./recon status, stop it with ./recon down"
                .formatted(directory.base(), pid));
    assertThat(recon.run("status").code()).isZero();
    assertThat(recon.run("down").code()).isZero();
    assertThat(recon.run("status").code()).isEqualTo(3);
  }

  @Test
  void aSignalStopsEverything() throws Exception {
    Process up = recon.start(SMALL);
    awaitRunning(up);
    ProcessHandle postgres = RunningStack.in(directory).orElseThrow().parts().get(Part.POSTGRES);

    up.destroy();

    assertThat(up.waitFor()).isEqualTo(143);
    awaitEnd(postgres);
    assertThat(RunningStack.in(directory)).isEqualTo(Optional.empty());
  }

  @Test
  void aPartThatDiesEndsTheRunWithOneLineThatNamesIt() throws Exception {
    Process up = recon.start(SMALL);
    awaitRunning(up);

    RunningStack.in(directory).orElseThrow().parts().get(Part.POSTGRES).destroyForcibly();

    assertThat(up.waitFor()).isEqualTo(3);
    assertThat(recon.errors())
        .startsWith("recon: PostgreSQL died: killed by signal 9\nthe end of ");
  }

  @Test
  void aTakenPortIsOneLineAndExitCode3() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();

      ReconProcess.Ended up =
          recon.run(
              "up",
              "--no-traffic",
              "--without",
              "postgres,registry,broker,connect,keycloak",
              "--port",
              Integer.toString(port));

      assertThat(up.code()).isEqualTo(3);
      assertThat(up.err().lines())
          .containsExactly(
              "recon: the engine cannot start: port %d on 127.0.0.1 is taken".formatted(port));
    }
  }

  @Test
  void aWrongCommandLineIsExitCode2() throws Exception {
    assertThat(recon.run("simulate", "--faults", "wrong=1%").code()).isEqualTo(2);
    assertThat(recon.run("no-such-command").code()).isEqualTo(2);
    assertThat(recon.run("--help").code()).isZero();
  }

  /** An orphan counts as alive until the system has collected it. */
  private static void awaitEnd(ProcessHandle process) {
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> !process.isAlive());
  }

  private void awaitRunning(Process up) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                !up.isAlive()
                    || RunningStack.in(directory)
                        .map(stack -> stack.problem(Part.POSTGRES).isEmpty())
                        .orElse(false));
    assertThat(up.isAlive()).as("the command runs").isTrue();
    recon.awaitLine(up, "Ctrl-C stops it.");
  }

  private static String[] with(String[] arguments, String more) {
    return Stream.concat(Arrays.stream(arguments), Stream.of(more)).toArray(String[]::new);
  }
}
