package dev.threeway.benchmarks.micro;

import dev.threeway.schemas.records.Source;
import dev.threeway.topology.join.MatchGroupCodec;
import dev.threeway.topology.rules.Decision;
import dev.threeway.topology.rules.Leg;
import dev.threeway.topology.rules.LegOutcome;
import dev.threeway.topology.rules.MatchGroup;
import dev.threeway.topology.rules.Matching;
import dev.threeway.topology.rules.RuleSet;
import dev.threeway.topology.rules.Timing;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A match group between the store and the rules. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class GroupBenchmark {
  private final Matching matching =
      new Matching(
          RuleSet.DEFAULT,
          new Timing(
              Duration.ofMinutes(5),
              Duration.ofSeconds(30),
              Duration.ofHours(24),
              Duration.ofMinutes(5)));
  private final Leg core = SampleLegs.leg(Source.CORE, "123.45");
  private final Leg gateway = SampleLegs.leg(Source.GATEWAY, "123.45");
  private final Leg mobile = SampleLegs.leg(Source.MOBILE, "123.45");
  private final Leg deviating = SampleLegs.leg(Source.MOBILE, "125.45");
  private final MatchGroup two = decide(decide(null, core).group(), gateway).group();
  private final MatchGroup three = decide(two, mobile).group();
  private final byte[] stored = MatchGroupCodec.encode(three);

  /** Made by JMH. */
  public GroupBenchmark() {}

  /** The third leg agrees. */
  @Benchmark
  public Decision decideMatch() {
    return decide(two, mobile);
  }

  /** The amount of the third leg differs. */
  @Benchmark
  public Decision decideBreak() {
    return decide(two, deviating);
  }

  /** To the store's value. */
  @Benchmark
  public byte[] encodeGroup() {
    return MatchGroupCodec.encode(three);
  }

  /** From the store's value. */
  @Benchmark
  public MatchGroup decodeGroup() {
    return MatchGroupCodec.decode(SampleLegs.TXN_ID, stored);
  }

  private Decision decide(MatchGroup group, Leg leg) {
    LegOutcome outcome = matching.classify(group, leg);
    return matching.onLeg(group, SampleLegs.TXN_ID, leg, outcome, SampleLegs.NOW);
  }
}
