package dev.threeway.deploy.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A process that we started, told apart from a later one with the same number by its start time.
 *
 * @param pid the process number
 * @param started when it started
 */
record OwnedProcess(long pid, Instant started) {
  /** The start time is computed from the boot time, which moves when the clock is set. */
  private static final long TOLERANCE_MILLIS = 2_000;

  static OwnedProcess of(ProcessHandle handle) {
    return new OwnedProcess(handle.pid(), handle.info().startInstant().orElse(Instant.EPOCH));
  }

  /** The process, if it still runs. */
  Optional<ProcessHandle> handle() {
    return ProcessHandle.of(pid).filter(this::isOurs).filter(OwnedProcess::runs);
  }

  private boolean isOurs(ProcessHandle handle) {
    return handle
        .info()
        .startInstant()
        .map(start -> Math.abs(start.toEpochMilli() - started.toEpochMilli()) <= TOLERANCE_MILLIS)
        .orElse(false);
  }

  /** Whether a process runs; one that is dead and not yet collected by its parent does not. */
  static boolean runs(ProcessHandle handle) {
    if (!handle.isAlive()) {
      return false;
    }
    Path process = Path.of("/proc", Long.toString(handle.pid()));
    try {
      String line = Files.readString(process.resolve("stat"));
      // While other threads are still dying, its files and ports are not free yet.
      return line.charAt(line.lastIndexOf(')') + 2) != 'Z' || threads(process) > 1;
    } catch (IOException | UncheckedIOException goneOrNoSuchFileSystem) {
      return handle.isAlive();
    }
  }

  private static long threads(Path process) throws IOException {
    try (Stream<Path> tasks = Files.list(process.resolve("task"))) {
      return tasks.count();
    }
  }

  void writeTo(Path file) {
    try {
      Files.writeString(file, pid + " " + started.toEpochMilli() + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  /** What {@link #writeTo} wrote; empty if there is no such file or something else is in it. */
  static Optional<OwnedProcess> readFrom(Path file) {
    try {
      String[] words = Files.readString(file).trim().split(" ", -1);
      return Optional.of(
          new OwnedProcess(
              Long.parseLong(words[0]), Instant.ofEpochMilli(Long.parseLong(words[1]))));
    } catch (NoSuchFileException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
