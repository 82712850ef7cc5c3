package dev.threeway.deploy.stack;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** One part that this process has started. Thread-safe. */
final class RunningPart {
  private static final int TAIL_LINES = 20;
  private static final Duration POLL = Duration.ofMillis(150);

  private final Part part;
  private final Process process;
  private final StackDirectory directory;
  private final AtomicBoolean endWanted = new AtomicBoolean();

  private RunningPart(Part part, Process process, StackDirectory directory) {
    this.part = part;
    this.process = process;
    this.directory = directory;
  }

  /**
   * Starts a part, without waiting for its health.
   *
   * @throws PartFailedException if it cannot be started
   */
  static RunningPart start(Part part, StackSettings settings) {
    StackDirectory directory = settings.directory();
    settings.addresses().port(part).ifPresent(port -> requireFree(part, port));
    if (part == Part.BROKER) {
      requireFree(part, settings.addresses().controller());
    }
    Launch launch = Definitions.of(part).prepare(settings);
    try {
      Process process = launch.start(directory.log(part));
      OwnedProcess.of(process.toHandle()).writeTo(directory.pidFile(part));
      return new RunningPart(part, process, directory);
    } catch (IOException e) {
      throw new PartFailedException(part, "cannot be started: " + e.getMessage());
    }
  }

  private static void requireFree(Part part, int port) {
    if (!Ports.isFree(port)) {
      throw new PartFailedException(
          part, "cannot start: port %d on %s is taken".formatted(port, Addresses.HOST));
    }
  }

  /**
   * Waits until the part answers as it should.
   *
   * @throws PartFailedException if it dies or does not within its time
   */
  void awaitHealth(Addresses addresses) {
    PartDefinition definition = Definitions.of(part);
    AtomicReference<String> problem = new AtomicReference<>("it has not been asked");
    boolean settled =
        Await.until(
            () -> {
              if (!process.isAlive()) {
                return true;
              }
              Optional<String> found = definition.problem(addresses);
              problem.set(found.orElse(""));
              return found.isEmpty();
            },
            PartDefinition.START_LIMIT,
            POLL);
    if (!process.isAlive()) {
      throw failure(
          "did not start: %s%s"
              .formatted(
                  end(), LogTail.cause(directory.log(part)).map(cause -> ": " + cause).orElse("")));
    }
    if (!settled) {
      throw failure(
          "is not healthy after %d s: %s"
              .formatted(PartDefinition.START_LIMIT.toSeconds(), problem.get()));
    }
  }

  /** Calls back, from another thread, if the process ends and nobody has asked it to. */
  void onDeath(Consumer<PartFailedException> listener) {
    var unused =
        process
            .onExit()
            .thenAccept(
                ended -> {
                  if (!endWanted.get()) {
                    listener.accept(failure("died: " + end()));
                  }
                });
  }

  /** From here on its end is no failure. */
  ProcessHandle letGo() {
    endWanted.set(true);
    return process.toHandle();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  private PartFailedException failure(String reason) {
    return new PartFailedException(
        part, reason, directory.log(part), LogTail.of(directory.log(part), TAIL_LINES));
  }

  private String end() {
    int code = process.exitValue();
    return code > 128 ? "killed by signal " + (code - 128) : "its exit code is " + code;
  }
}
