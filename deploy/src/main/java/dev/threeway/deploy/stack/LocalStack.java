package dev.threeway.deploy.stack;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * The parts of one stack, started and owned by this process. Thread-safe.
 *
 * <p>Parts are real processes: each can be killed and restarted on its own, with what it kept.
 */
public final class LocalStack implements AutoCloseable {
  private final StackSettings settings;
  private final Set<Part> parts;
  private final int instances;
  private final EngineFleet fleet;
  private final BiConsumer<String, Duration> progress;
  private final Consumer<PartFailedException> onDeath;
  private final Map<Part, RunningPart> running = new EnumMap<>(Part.class);
  private StackLock lock;
  private boolean stopping;

  LocalStack(
      StackSettings settings,
      Set<Part> parts,
      int instances,
      BiConsumer<String, Duration> progress,
      Consumer<PartFailedException> onDeath) {
    this.settings = settings;
    this.parts = Set.copyOf(parts);
    this.instances = instances;
    this.fleet = new EngineFleet(settings.directory());
    this.progress = progress;
    this.onDeath = onDeath;
  }

  /** Describes a stack. */
  public static LocalStackBuilder builder() {
    return new LocalStackBuilder();
  }

  /** Where the parts listen. */
  public Addresses addresses() {
    return settings.addresses();
  }

  /** Where the parts keep their data and logs. */
  public StackDirectory directory() {
    return settings.directory();
  }

  /**
   * Starts every part, creates databases and topics, and returns when all is healthy. What a killed
   * run has left running in the same directory is stopped first.
   *
   * @throws StackBusyException if another stack runs in the same directory
   * @throws PartFailedException if a part is missing or does not start; nothing is left running
   * @throws IllegalStateException if what is there contradicts the settings
   */
  public void start() {
    StackDirectory directory = settings.directory();
    directory.create();
    synchronized (this) {
      lock = StackLock.take(directory);
    }
    try {
      RunningStack.in(directory).ifPresent(this::clearAway);
      addresses().transport().prepare();
      StackState.ofThisProcess(settings, parts).writeTo(directory.stateFile());
      plan().run(progress);
    } catch (RuntimeException e) {
      if (e instanceof StackBusyException) {
        release();
      } else {
        stop();
      }
      throw e;
    }
  }

  private void clearAway(RunningStack other) {
    if (!other.abandoned()) {
      throw new StackBusyException(
          "a stack is already running in %s (%s); see ./recon status, stop it with ./recon down"
              .formatted(settings.directory().base(), processes(other)));
    }
    long start = System.nanoTime();
    other.stop();
    progress.accept(
        "cleared away what a killed run had left", Duration.ofNanos(System.nanoTime() - start));
  }

  private static String processes(RunningStack other) {
    return other
        .launcher()
        .map(launcher -> "process " + launcher.pid())
        .orElseGet(
            () -> {
              List<String> pids = new ArrayList<>();
              other.parts().forEach((part, handle) -> pids.add(part.id() + " " + handle.pid()));
              return "processes " + String.join(", ", pids);
            });
  }

  private StartPlan plan() {
    StartPlan plan = new StartPlan();
    addPart(plan, Part.POSTGRES);
    if (parts.contains(Part.POSTGRES)) {
      plan.add("databases", List.of(Part.POSTGRES.id()), () -> DatabaseSteps.create(addresses()));
    }
    addPart(plan, Part.KEYCLOAK);
    addPart(plan, Part.BROKER);
    if (parts.contains(Part.BROKER)) {
      plan.add("topics", List.of(Part.BROKER.id()), () -> BrokerSteps.installTopics(settings));
      if (addresses().transport().authorizes()) {
        plan.add("rights", List.of(Part.BROKER.id()), () -> BrokerSteps.giveRights(settings));
      }
    }
    addPart(plan, Part.REGISTRY, "databases");
    if (parts.contains(Part.REGISTRY)) {
      plan.add(
          "schemas", List.of(Part.REGISTRY.id()), () -> RegistryPart.installSchemas(addresses()));
    }
    if (parts.contains(Part.POSTGRES)) {
      plan.add("migrations", List.of("databases"), () -> SinkSteps.migrate(addresses()));
    }
    addPart(plan, Part.CONNECT, Part.BROKER.id(), "rights");
    addPart(plan, Part.ENGINE, "topics", "schemas", "rights");
    for (int number = 2; parts.contains(Part.ENGINE) && number <= instances; number++) {
      int next = number;
      plan.add(
          Part.ENGINE.id() + "-" + next,
          List.of("topics", "schemas", "rights"),
          () -> startInstance(next));
    }
    if (parts.contains(Part.CONNECT)) {
      plan.add(
          "connectors",
          List.of(Part.CONNECT.id(), "topics", "schemas", "migrations"),
          () -> SinkSteps.install(settings));
    }
    addPart(plan, Part.TRAFFIC, Part.ENGINE.id());
    return plan;
  }

  private void addPart(StartPlan plan, Part part, String... needs) {
    if (parts.contains(part)) {
      plan.add(part.id(), List.of(needs), () -> startPart(part, settings));
    }
  }

  private void startPart(Part part, StackSettings version) {
    RunningPart started = RunningPart.start(part, version);
    synchronized (this) {
      running.put(part, started);
      if (stopping) {
        running.remove(part);
        Stopper.kill(started.letGo());
        return;
      }
    }
    started.awaitHealth(addresses());
    started.onDeath(onDeath);
  }

  /**
   * Starts one more instance of the engine and returns when it is ready.
   *
   * @param number 2 or more, of none that runs
   * @throws PartFailedException if it does not start
   */
  public EngineInstance startInstance(int number) {
    EngineInstance started = fleet.start(number, settings);
    boolean late;
    synchronized (this) {
      late = stopping;
    }
    if (late) {
      fleet.kill(started);
    }
    return started;
  }

  /** The instances of the engine beside the first. */
  public EngineFleet fleet() {
    return fleet;
  }

  /** Whether it was started by this process and neither stopped nor let go. */
  public synchronized boolean isStarted() {
    return lock != null;
  }

  /** The process of a part, if it runs. */
  public synchronized Optional<ProcessHandle> process(Part part) {
    return Optional.ofNullable(running.get(part))
        .filter(RunningPart::isAlive)
        .flatMap(
            started ->
                OwnedProcess.readFrom(settings.directory().pidFile(part))
                    .flatMap(OwnedProcess::handle));
  }

  /** Ends a part at once, as a crash or a power cut would ({@code kill -9}). */
  public void kill(Part part) {
    Stopper.kill(take(part));
  }

  /** Stops a part in good order. */
  public void stop(Part part) {
    RunningStack.stopParts(Map.of(part, take(part)));
  }

  private synchronized ProcessHandle take(Part part) {
    RunningPart started = running.remove(part);
    if (started == null) {
      throw new IllegalStateException(part.title() + " is not running");
    }
    return started.letGo();
  }

  /**
   * Starts a part that was stopped or killed, or stops and starts one that runs.
   *
   * @throws PartFailedException if it does not start
   */
  public void restart(Part part) {
    restart(part, settings);
  }

  /**
   * The same in another version of the part.
   *
   * @param classes a folder with the classes in which that version differs
   */
  public void restart(Part part, Path classes) {
    restart(part, settings.replacing(classes));
  }

  private void restart(Part part, StackSettings version) {
    boolean known;
    synchronized (this) {
      known = running.containsKey(part);
    }
    if (known) {
      stop(part);
    }
    addresses().port(part).ifPresent(LocalStack::awaitFree);
    startPart(part, version);
  }

  /** A part that was killed a moment ago may still hold its port. */
  private static void awaitFree(int port) {
    Await.until(() -> Ports.isFree(port), Duration.ofSeconds(10), Duration.ofMillis(20));
  }

  /** Lets the stack go on after the end of this process. */
  public synchronized void detach() {
    StackState.ofThisProcess(settings, parts).detach().writeTo(settings.directory().stateFile());
    running.values().forEach(RunningPart::letGo);
    running.clear();
    release();
  }

  /** Stops every part, those that use others first. Does nothing the second time. */
  public void stop() {
    Map<Part, ProcessHandle> ending = new EnumMap<>(Part.class);
    synchronized (this) {
      if (lock == null) {
        return;
      }
      stopping = true;
      running.forEach((part, started) -> ending.put(part, started.letGo()));
      running.clear();
    }
    fleet.stopAll();
    RunningStack.stopParts(ending);
    RunningStack.forget(settings.directory());
    release();
  }

  private synchronized void release() {
    if (lock != null) {
      lock.close();
      lock = null;
    }
  }

  @Override
  public void close() {
    stop();
  }
}
