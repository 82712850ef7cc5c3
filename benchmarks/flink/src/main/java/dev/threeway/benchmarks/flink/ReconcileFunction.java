package dev.threeway.benchmarks.flink;

import dev.threeway.benchmarks.verdict.LegReports;
import dev.threeway.benchmarks.verdict.Verdicts;
import java.io.IOException;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Reconciles one transaction after the other: a verdict as soon as two legs differ, another when
 * all three are there, and for what is incomplete at its deadline. The timer of the deadline also
 * clears the state.
 */
final class ReconcileFunction extends KeyedProcessFunction<String, Received, TransactionVerdict> {
  private final long windowAndGrace;
  private final Duration timestampTolerance;
  private transient ValueState<LegReports> state;
  private transient Verdicts verdicts;

  ReconcileFunction(Duration window, Duration grace, Duration timestampTolerance) {
    this.windowAndGrace = window.plus(grace).toMillis();
    this.timestampTolerance = timestampTolerance;
  }

  @Override
  public void open(OpenContext context) {
    verdicts = new Verdicts(timestampTolerance);
    state =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>("legs", LegReportsSerializer.INSTANCE));
  }

  @Override
  public void processElement(Received received, Context context, Collector<TransactionVerdict> out)
      throws IOException {
    LegReports stored = state.value();
    LegReports before = stored == null ? LegReports.NONE : stored;
    if (before.of(received.leg().source()) != null) {
      return;
    }
    LegReports legs = before.with(received.leg());
    state.update(legs);
    if (legs.earliest() < before.earliest()) {
      // The timer of a later deadline stays: it finds the state cleared.
      context.timerService().registerEventTimeTimer(legs.earliest() + windowAndGrace);
    }
    if (legs.complete() || verdicts.differ(legs)) {
      out.collect(new TransactionVerdict(context.getCurrentKey(), verdicts.on(legs)));
    }
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<TransactionVerdict> out)
      throws IOException {
    LegReports legs = state.value();
    if (legs == null) {
      return;
    }
    if (!legs.complete() && !verdicts.differ(legs)) {
      out.collect(new TransactionVerdict(context.getCurrentKey(), verdicts.on(legs)));
    }
    state.clear();
  }
}
