package dev.threeway.benchmarks.flink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threeway.benchmarks.verdict.LegReport;
import dev.threeway.schemas.records.Source;
import dev.threeway.schemas.records.TransactionStatus;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The keyed function, on a mini cluster with RocksDB")
class ReconcileFunctionTest {
  private static final int MORE_THAN_ANY = 100;

  @Test
  @DisplayName("decides when all have reported, at once when two differ, and at the deadline")
  void decides() throws Exception {
    assertThat(
            verdicts(
                leg("agreeing", Source.CORE, 100, 1_000),
                leg("agreeing", Source.MOBILE, 100, 1_000),
                leg("differing", Source.CORE, 100, 2_000),
                leg("differing", Source.GATEWAY, 200, 2_000),
                leg("incomplete", Source.GATEWAY, 100, 3_000),
                leg("agreeing", Source.GATEWAY, 100, 1_100),
                leg("incomplete", Source.MOBILE, 100, 3_000),
                leg("lonely", Source.MOBILE, 100, 4_000)))
        .containsExactlyInAnyOrder(
            "agreeing: CORE+GATEWAY+MOBILE agree",
            "differing: CORE+GATEWAY differ in AMOUNT",
            "incomplete: GATEWAY+MOBILE agree",
            "lonely: MOBILE agree");
  }

  @Test
  @DisplayName("says nothing to a report that comes again")
  void dropsDuplicates() throws Exception {
    assertThat(
            verdicts(
                leg("t", Source.CORE, 100, 1_000),
                leg("t", Source.GATEWAY, 100, 1_000),
                leg("t", Source.MOBILE, 100, 1_000),
                leg("t", Source.MOBILE, 100, 1_000)))
        .containsExactly("t: CORE+GATEWAY+MOBILE agree");
  }

  private static List<String> verdicts(Received... legs) throws Exception {
    Configuration flink = new Configuration();
    flink.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
    flink.set(PipelineOptions.GENERIC_TYPES, false);
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.createLocalEnvironment(1, flink);
    return environment
        .fromData(ValueType.RECEIVED, legs)
        .assignTimestampsAndWatermarks(
            WatermarkStrategy.<Received>forMonotonousTimestamps()
                .withTimestampAssigner((received, ignored) -> received.leg().eventTime()))
        .keyBy(Received::txnId, Types.STRING)
        .process(
            new ReconcileFunction(
                Duration.ofSeconds(10), Duration.ofSeconds(1), Duration.ofSeconds(5)),
            ValueType.VERDICT)
        .executeAndCollect(MORE_THAN_ANY)
        .stream()
        .map(one -> one.txnId() + ": " + one.verdict())
        .toList();
  }

  private static Received leg(String txnId, Source source, int units, long eventTime) {
    return new Received(
        txnId,
        new LegReport(
            source, units * 10_000L, "USD", TransactionStatus.SUCCESS, eventTime, "ACC-1"));
  }
}
