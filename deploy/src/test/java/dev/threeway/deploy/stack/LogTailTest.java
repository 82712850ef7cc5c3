package dev.threeway.deploy.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {
  @TempDir Path directory;
  private Path log;

  @BeforeEach
  void locate() {
    log = directory.resolve("part.log");
  }

  @Test
  void theLastLinesOfALongFileComeOldestFirst() throws IOException {
    Files.write(log, IntStream.range(0, 100_000).mapToObj(i -> "line " + i).toList());

    assertThat(LogTail.of(log, 3)).containsExactly("line 99997", "line 99998", "line 99999");
  }

  @Test
  void aFileThatDoesNotExistHasNoLines() {
    assertThat(LogTail.of(log, 3)).isEmpty();
    assertThat(LogTail.cause(log)).isEmpty();
  }

  @Test
  void theInnermostCauseIsTold() throws IOException {
    Files.write(
        log,
        List.of(
            "12:00 ERROR main: cannot start",
            "Caused by: java.lang.RuntimeException: outer",
            "Caused by: java.lang.IllegalArgumentException: min size over max size",
            "\tat somewhere"));

    assertThat(LogTail.cause(log)).contains("min size over max size");
  }

  @Test
  void withoutACauseTheLastErrorIsTold() throws IOException {
    Files.write(log, List.of("FATAL:  first", "FATAL:  lock file is there", "LOG:  shut down"));

    assertThat(LogTail.cause(log)).contains("lock file is there");
  }
}
