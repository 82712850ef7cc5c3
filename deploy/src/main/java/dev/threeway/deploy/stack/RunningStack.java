package dev.threeway.deploy.stack;

import dev.threeway.sink.installer.InstallReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is found of a stack that another process started, by the files that it wrote. */
public final class RunningStack {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration POLL = Duration.ofMillis(50);

  private final StackDirectory directory;
  private final Optional<StackState> state;
  private final Map<Part, ProcessHandle> parts = new EnumMap<>(Part.class);
  private final EngineFleet fleet;

  private RunningStack(StackDirectory directory) {
    this.directory = directory;
    this.state = StackState.readFrom(directory.stateFile());
    this.fleet = new EngineFleet(directory);
    for (Part part : Part.values()) {
      OwnedProcess.readFrom(directory.pidFile(part))
          .flatMap(OwnedProcess::handle)
          .ifPresent(handle -> parts.put(part, handle));
    }
  }

  /** The stack in a directory, if any of its processes runs. */
  public static Optional<RunningStack> in(StackDirectory directory) {
    RunningStack found = new RunningStack(directory);
    return found.parts.isEmpty()
            && found.launcher().isEmpty()
            && found.fleet.instances().stream().allMatch(one -> found.fleet.process(one).isEmpty())
        ? Optional.empty()
        : Optional.of(found);
  }

  /** Where it listens; empty if it was killed before it had written that down. */
  public Optional<Addresses> addresses() {
    return state.map(StackState::addresses);
  }

  /** How many partitions every topic has; empty as for {@link #addresses}. */
  public Optional<Integer> partitions() {
    return state.map(StackState::partitions);
  }

  /** The parts that it was started with; those that run if that is not written down. */
  public Set<Part> expected() {
    return state
        .map(known -> known.parts().stream().map(Part::of).collect(Collectors.toSet()))
        .filter(known -> !known.isEmpty())
        .orElseGet(() -> Set.copyOf(parts.keySet()));
  }

  /** What the engine was told, such as {@code threeway.engine.window}. */
  public Map<String, String> engine() {
    return state.map(StackState::engine).orElse(Map.of());
  }

  /** Whether it goes on without the process that started it. */
  public boolean detached() {
    return state.map(StackState::detached).orElse(false);
  }

  /** The process that started it and waits for its end. */
  public Optional<ProcessHandle> launcher() {
    return state
        .filter(found -> !found.detached())
        .flatMap(StackState::launcher)
        .filter(handle -> handle.pid() != ProcessHandle.current().pid());
  }

  /** Whether the process that should look after it is gone. */
  public boolean abandoned() {
    return !detached() && launcher().isEmpty();
  }

  /** The parts that run. */
  public Map<Part, ProcessHandle> parts() {
    return new EnumMap<>(parts);
  }

  /** The instances of the engine beside the first. */
  public EngineFleet fleet() {
    return fleet;
  }

  /** All instances of the engine, the first one first; none if it has no engine. */
  public List<EngineInstance> instances() {
    List<EngineInstance> all = new ArrayList<>();
    if (expected().contains(Part.ENGINE)) {
      addresses().map(EngineInstance::first).ifPresent(all::add);
    }
    all.addAll(fleet.instances());
    return all;
  }

  /**
   * Starts one more instance of the engine, set as the others are, and returns when it is ready.
   *
   * @param home the top of the project
   * @param number 2 or more, of none that runs
   * @throws IllegalStateException if the stack has not come as far as its topics
   * @throws PartFailedException if it does not start
   */
  public EngineInstance startInstance(Path home, int number) {
    StackState known =
        state.orElseThrow(() -> new IllegalStateException("the stack has not been started fully"));
    return fleet.start(
        number,
        new StackSettings(
            new Artifacts(home),
            directory,
            known.addresses(),
            known.partitions(),
            1,
            known.engine(),
            known.lasting(),
            List.of()));
  }

  /** A token with which everything may be asked; empty if the API is open, or Keycloak away. */
  public Optional<String> adminToken() {
    if (!expected().contains(Part.KEYCLOAK) || addresses().isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new DemoTokens(addresses().get()).of("admin"));
    } catch (IOException away) {
      return Optional.empty();
    }
  }

  /** Why a part is not healthy, asked over its protocol; empty if it is. */
  public Optional<String> problem(Part part) {
    if (!parts.containsKey(part)) {
      return Optional.of("it is not running");
    }
    return addresses().flatMap(known -> Definitions.of(part).problem(known));
  }

  /**
   * How the connectors are; empty if the stack was killed before it had written its addresses.
   *
   * @throws dev.threeway.sink.installer.InstallException if Connect does not answer
   */
  public Optional<InstallReport> connectors() {
    return addresses().map(known -> SinkSteps.status(known, directory));
  }

  /** Stops everything, by way of its launcher if that still runs, and forgets it. */
  public void stop() {
    launcher()
        .ifPresent(
            launcher -> {
              launcher.destroy();
              Await.until(() -> !OwnedProcess.runs(launcher), PATIENCE.multipliedBy(2), POLL);
            });
    fleet.stopAll();
    stopParts(parts);
    forget(directory);
  }

  /** Stops parts: those that use others before those that are used. */
  static void stopParts(Map<Part, ProcessHandle> running) {
    List<Integer> levels =
        running.keySet().stream()
            .map(Part::level)
            .distinct()
            .sorted(Comparator.reverseOrder())
            .toList();
    for (int level : levels) {
      Stream<Map.Entry<Part, ProcessHandle>> together =
          running.entrySet().stream().filter(entry -> entry.getKey().level() == level);
      together
          .map(
              entry ->
                  new Thread(
                      () -> Stopper.stop(entry.getKey(), entry.getValue(), PATIENCE),
                      "stop-" + entry.getKey().id()))
          .peek(Thread::start)
          .toList()
          .forEach(RunningStack::join);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  static void forget(StackDirectory directory) {
    try {
      Files.deleteIfExists(directory.stateFile());
      for (Part part : Part.values()) {
        Files.deleteIfExists(directory.pidFile(part));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot tidy up " + directory.base(), e);
    }
  }
}
