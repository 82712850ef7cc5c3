package dev.threeway.benchmarks.flink;

import dev.threeway.benchmarks.contender.ContenderSettings;
import dev.threeway.benchmarks.verdict.LegReports;
import dev.threeway.benchmarks.verdict.Verdicts;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.co.ProcessJoinFunction;
import org.apache.flink.util.Collector;

/**
 * The job from Flink's own parts: two interval joins, one after the other. An interval join is an
 * inner one: a transaction of which a leg is missing gets no verdict, and a break between two legs
 * waits for the third.
 */
final class IntervalJoinJob {
  private IntervalJoinJob() {}

  static void define(StreamExecutionEnvironment environment, ContenderSettings settings) {
    Duration window = settings.window();
    legs(environment, settings, "core", 0)
        .intervalJoin(legs(environment, settings, "gateway", 1))
        .between(window.negated(), window)
        .process(new Pairs(), ValueType.PAIR)
        .uid("pairs")
        .keyBy(Pair::txnId, Types.STRING)
        .intervalJoin(legs(environment, settings, "mobile", 2))
        .between(window.negated(), window)
        .process(new Triples(settings.timestampTolerance()), ValueType.VERDICT)
        .uid("triples")
        .sinkTo(Legs.sink(settings))
        .uid("verdicts");
  }

  private static KeyedStream<Received, String> legs(
      StreamExecutionEnvironment environment, ContenderSettings settings, String name, int input) {
    return Legs.read(
            environment,
            settings,
            name,
            List.of(settings.inputs().get(input)),
            // The join drops what is behind the watermark.
            WatermarkStrategy.forBoundedOutOfOrderness(settings.grace()))
        .keyBy(Received::txnId, Types.STRING);
  }

  /** CORE and GATEWAY of one transaction. */
  private static final class Pairs extends ProcessJoinFunction<Received, Received, Pair> {
    @Override
    public void processElement(
        Received core, Received gateway, Context context, Collector<Pair> out) {
      out.collect(new Pair(core.txnId(), new LegReports(core.leg(), gateway.leg(), null)));
    }
  }

  /** A pair and its MOBILE leg. */
  private static final class Triples
      extends ProcessJoinFunction<Pair, Received, TransactionVerdict> {
    private final Duration timestampTolerance;
    private transient Verdicts verdicts;

    Triples(Duration timestampTolerance) {
      this.timestampTolerance = timestampTolerance;
    }

    @Override
    public void open(OpenContext context) {
      verdicts = new Verdicts(timestampTolerance);
    }

    @Override
    public void processElement(
        Pair pair, Received mobile, Context context, Collector<TransactionVerdict> out) {
      out.collect(
          new TransactionVerdict(pair.txnId(), verdicts.on(pair.legs().with(mobile.leg()))));
    }
  }
}
