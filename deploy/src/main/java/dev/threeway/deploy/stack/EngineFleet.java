package dev.threeway.deploy.stack;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The instances of the engine beside the first. Each is a process with a port, a state directory
 * and a place in the group of its own, written down in a file: whoever works in the stack's
 * directory finds it again. Thread-safe as far as different instances are concerned.
 */
public final class EngineFleet {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern FILE = Pattern.compile("engine-[0-9]{1,4}\\.json");
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final int TAIL_LINES = 20;
  private static final String READY = "/readyz";

  private final StackDirectory directory;

  EngineFleet(StackDirectory directory) {
    this.directory = directory;
  }

  /** Those that were started and not stopped, in the order of their numbers. */
  public List<EngineInstance> instances() {
    if (!Files.isDirectory(directory.run())) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory.run())) {
      return files
          .filter(file -> FILE.matcher(file.getFileName().toString()).matches())
          .map(EngineFleet::read)
          .sorted(Comparator.comparingInt(EngineInstance::number))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + directory.run(), e);
    }
  }

  /** The process of an instance, if it runs. */
  public Optional<ProcessHandle> process(EngineInstance instance) {
    return OwnedProcess.readFrom(directory.pidFile(instance.id())).flatMap(OwnedProcess::handle);
  }

  /** Why an instance is not healthy; empty if it is. */
  public Optional<String> problem(EngineInstance instance) {
    return process(instance).isEmpty()
        ? Optional.of("it is not running")
        : HttpProbe.problem(instance.transport(), instance.apiUrl() + READY);
  }

  /**
   * Starts an instance on free ports and returns when it is ready.
   *
   * @throws PartFailedException if it does not become so; it is not left running
   */
  EngineInstance start(int number, StackSettings settings) {
    Addresses free = Ports.free();
    EngineInstance instance =
        new EngineInstance(number, free.api(), free.metrics(), settings.addresses().transport());
    Launch launch = EnginePart.launch(settings, instance);
    try {
      // Written first: a process that nobody finds again would never be stopped.
      JSON.writeValue(file(instance).toFile(), instance);
      Process process = launch.start(directory.log(instance.id()));
      OwnedProcess.of(process.toHandle()).writeTo(directory.pidFile(instance.id()));
      awaitReady(instance, process);
    } catch (IOException e) {
      throw new PartFailedException(
          Part.ENGINE, "cannot be started as %s: %s".formatted(instance.id(), e.getMessage()));
    }
    return instance;
  }

  private void awaitReady(EngineInstance instance, Process process) {
    Await.until(
        () -> !process.isAlive() || problem(instance).isEmpty(), PartDefinition.START_LIMIT, POLL);
    Optional<String> problem = problem(instance);
    if (problem.isPresent()) {
      kill(instance);
      Path log = directory.log(instance.id());
      throw new PartFailedException(
          Part.ENGINE,
          "is not healthy as %s: %s".formatted(instance.id(), problem.get()),
          log,
          LogTail.of(log, TAIL_LINES));
    }
  }

  /** Stops an instance in good order; it leaves the group. */
  public void stop(EngineInstance instance) {
    process(instance).ifPresent(handle -> Stopper.stop(Part.ENGINE, handle, PATIENCE));
    forget(instance);
  }

  /** Ends an instance at once, as a crash would ({@code kill -9}). */
  public void kill(EngineInstance instance) {
    process(instance).ifPresent(Stopper::kill);
    forget(instance);
  }

  /** Stops all of them, side by side. */
  void stopAll() {
    List<Thread> stopping = new ArrayList<>();
    for (EngineInstance instance : instances()) {
      Thread thread = new Thread(() -> stop(instance), "stop-" + instance.id());
      thread.start();
      stopping.add(thread);
    }
    for (Thread thread : stopping) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void forget(EngineInstance instance) {
    try {
      Files.deleteIfExists(file(instance));
      Files.deleteIfExists(directory.pidFile(instance.id()));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot tidy up " + directory.run(), e);
    }
  }

  private Path file(EngineInstance instance) {
    return directory.run().resolve(instance.id() + ".json");
  }

  private static EngineInstance read(Path file) {
    try {
      return JSON.readValue(file.toFile(), EngineInstance.class);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file + ": delete it", e);
    }
  }
}
