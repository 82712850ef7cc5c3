package dev.threeway.benchmarks.flink;

import dev.threeway.benchmarks.contender.ContenderSettings;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The job as one would write it by hand: one keyed function with state and timers. */
final class ProcessFunctionJob {
  private ProcessFunctionJob() {}

  static void define(StreamExecutionEnvironment environment, ContenderSettings settings) {
    // No bound for the out-of-order: the deadline itself waits for the grace.
    Legs.read(
            environment,
            settings,
            "legs",
            settings.inputs(),
            WatermarkStrategy.forMonotonousTimestamps())
        .keyBy(Received::txnId, Types.STRING)
        .process(
            new ReconcileFunction(
                settings.window(), settings.grace(), settings.timestampTolerance()),
            ValueType.VERDICT)
        .uid("reconcile")
        .sinkTo(Legs.sink(settings))
        .uid("verdicts");
  }
}
