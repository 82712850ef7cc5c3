package dev.threeway.deploy.stack;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Ends processes: asks first, then insists, and leaves no child behind. */
final class Stopper {
  private static final Duration POLL = Duration.ofMillis(20);

  private Stopper() {}

  /** Asks a process to stop and kills it with its children if it has not after {@code patience}. */
  static void stop(Part part, ProcessHandle process, Duration patience) {
    if (!OwnedProcess.runs(process)) {
      return;
    }
    List<ProcessHandle> children = process.descendants().toList();
    if (part == Part.POSTGRES) {
      interrupt(process);
    } else {
      process.destroy();
    }
    if (!awaitEnd(process, patience)) {
      process.destroyForcibly();
      awaitEnd(process, patience);
    }
    killAll(children);
  }

  /** Ends a process and its children as a crash would. */
  static void kill(ProcessHandle process) {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroyForcibly();
    awaitEnd(process, Duration.ofSeconds(10));
    killAll(children);
  }

  private static void killAll(List<ProcessHandle> children) {
    children.forEach(ProcessHandle::destroyForcibly);
    children.forEach(child -> awaitEnd(child, Duration.ofSeconds(10)));
  }

  /** PostgreSQL waits for its clients when it is terminated, and not when it is interrupted. */
  private static void interrupt(ProcessHandle process) {
    try {
      new ProcessBuilder("sh", "-c", "kill -INT " + process.pid())
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor(5, TimeUnit.SECONDS);
    } catch (IOException e) {
      process.destroy();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroy();
    }
  }

  private static boolean awaitEnd(ProcessHandle process, Duration patience) {
    return Await.until(() -> !OwnedProcess.runs(process), patience, POLL);
  }
}
