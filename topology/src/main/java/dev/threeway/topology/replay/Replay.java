package dev.threeway.topology.replay;

import dev.threeway.schemas.wire.AvroDeserializer;
import dev.threeway.schemas.wire.AvroSerializer;
import dev.threeway.topology.flow.AvroSerdes;
import dev.threeway.topology.flow.ReconciliationFlow;
import dev.threeway.topology.join.InputHorizon;
import dev.threeway.topology.join.Stores;
import dev.threeway.topology.join.ThreeWayJoin;
import dev.threeway.topology.rules.RuleSet;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.LongConsumer;

/**
 * Runs recorded legs through the flow under a virtual clock. Confined to one thread; reads its
 * input line by line, so that only the open groups are held in memory.
 */
public final class Replay implements AutoCloseable {
  private static final Duration SWEEP_INTERVAL = Duration.ofMillis(100);

  /** What a sweep decides must not depend on the speed of the machine. */
  private static final Duration NO_BUDGET = Duration.ofDays(1);

  /**
   * The rules to replay under.
   *
   * @param window the largest event-time distance between the first and the last leg of a group
   * @param grace how much longer to wait for a leg that is out of order
   * @param retention how long a group stays after its deadline
   * @param maxFutureSkew how far ahead of the virtual clock an event time may lie
   */
  public record Settings(
      RuleSet rules, Duration window, Duration grace, Duration retention, Duration maxFutureSkew) {}

  private final Settings settings;
  private final PublishedRecords published;
  private final Map<String, String> serdeConfig =
      Map.of("schema.registry.url", "mock://replay-" + UUID.randomUUID());
  private final TreeMap<Integer, PartitionDriver> partitions = new TreeMap<>();
  private Instant clock = Instant.MIN;

  /**
   * @param output given every record that the topology publishes, in order
   */
  public Replay(Settings settings, ReplayOutput output) {
    this.settings = settings;
    this.published = new PublishedRecords(serdeConfig, output);
  }

  /**
   * Replays an input to its end.
   *
   * @param progress told the number of lines read, after each of them
   * @throws ReplayInputException if a line is no step; what was read before has been published
   */
  public void run(BufferedReader input, LongConsumer progress) throws IOException {
    StepReader steps = new StepReader(input, new EventEncoder(serdeConfig));
    for (Step step = steps.next(); step != null; step = steps.next()) {
      advanceTo(step.at());
      if (step instanceof Step.Arrival arrival) {
        partition(arrival.partition()).arrive(arrival, clock);
      }
      progress.accept(steps.line());
    }
    // Every partition comes to the instant at which the input ends.
    partitions.values().forEach(partition -> partition.moveClock(clock));
  }

  @Override
  public void close() {
    partitions.values().forEach(PartitionDriver::close);
  }

  /** Fires what is due on the way, in the order of time; the clock never goes backwards. */
  private void advanceTo(Instant target) {
    if (!target.isAfter(clock)) {
      return;
    }
    PartitionDriver next = nextToSweep();
    while (next != null && !next.nextSweep().isAfter(target)) {
      next.moveClock(next.nextSweep());
      next = nextToSweep();
    }
    clock = target;
  }

  private PartitionDriver nextToSweep() {
    return partitions.values().stream()
        .min(Comparator.comparing(PartitionDriver::nextSweep))
        .orElse(null);
  }

  private PartitionDriver partition(int number) {
    return partitions.computeIfAbsent(
        number,
        created ->
            new PartitionDriver(
                flow(created), clock, SWEEP_INTERVAL, settings.retention(), published::accept));
  }

  private ReconciliationFlow flow(int partition) {
    return new ReconciliationFlow(
        settings.window(),
        settings.grace(),
        new ThreeWayJoin.Settings(
            settings.rules(),
            settings.retention(),
            settings.maxFutureSkew(),
            SWEEP_INTERVAL,
            NO_BUDGET,
            Stores.Kind.UNLOGGED,
            InputHorizon.ALL_READ),
        new AvroSerdes(
            AvroSerializer.class.getName(), AvroDeserializer.class.getName(), serdeConfig),
        // Each partition runs as a topology of its own, in which it is number 0.
        read -> partition);
  }
}
