package dev.threeway.topology.join;

import dev.threeway.topology.rules.Matching;
import dev.threeway.topology.rules.RuleSet;
import dev.threeway.topology.rules.Timing;
import java.time.Duration;
import java.util.Set;
import org.apache.kafka.streams.kstream.JoinWindows;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Joins three streams of legs inside a window over one store, and passes on what is decided about
 * their match groups.
 *
 * <p>Reads in a topology like a join of the DSL: three input streams, a {@link JoinWindows}, named
 * stores, a stream of changes. It is an operator of its own because a chain of outer joins gives
 * some transactions two verdicts, says nothing while its input is idle, and cannot be queried.
 *
 * <p>The topics have to have the same number of partitions: the DSL would check that, here the
 * start-up checks do.
 */
public final class ThreeWayJoin {
  private ThreeWayJoin() {}

  /**
   * Everything that the join is told.
   *
   * @param retention how long a group stays after its deadline
   * @param maxFutureSkew how far ahead of the clock an event time may lie
   * @param sweepInterval how often deadlines are looked at
   * @param sweepBudget how long the sweeps of all tasks of a thread may hold it; the rest waits
   * @param horizon how much of the input has been read
   */
  public record Settings(
      RuleSet rules,
      Duration retention,
      Duration maxFutureSkew,
      Duration sweepInterval,
      Duration sweepBudget,
      Stores.Kind storeKind,
      InputHorizon horizon) {}

  /**
   * Adds the join to a topology.
   *
   * @param windows the largest event-time distance between the first and the last leg, and how much
   *     longer to wait for one that is out of order
   * @param named the name of the operator; the merges before it are named after it
   * @throws IllegalArgumentException if the windows, the retention and the rules contradict one
   *     another
   */
  public static KStream<byte[], JoinOutput> of(
      KStream<byte[], JoinInput> core,
      KStream<byte[], JoinInput> gateway,
      KStream<byte[], JoinInput> mobile,
      JoinWindows windows,
      Settings settings,
      String named) {
    if (windows.beforeMs != windows.afterMs) {
      throw new IllegalArgumentException(
          "the window has to reach equally far before and after a leg: no source is first by rule");
    }
    Timing timing =
        new Timing(
            Duration.ofMillis(windows.afterMs),
            Duration.ofMillis(windows.gracePeriodMs()),
            settings.retention(),
            settings.maxFutureSkew());
    Matching matching = new Matching(settings.rules(), timing);
    ProcessorSupplier<byte[], JoinInput, byte[], JoinOutput> join =
        new ProcessorSupplier<>() {
          @Override
          public Processor<byte[], JoinInput, byte[], JoinOutput> get() {
            return new ThreeWayJoinProcessor(matching, timing, settings);
          }

          @Override
          public Set<StoreBuilder<?>> stores() {
            return Set.of(Stores.state(settings.storeKind()));
          }
        };
    return core.merge(gateway, Named.as(named + "-core-gateway"))
        .merge(mobile, Named.as(named + "-all"))
        .process(join, Named.as(named));
  }
}
