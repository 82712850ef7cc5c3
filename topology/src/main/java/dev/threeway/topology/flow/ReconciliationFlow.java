package dev.threeway.topology.flow;

import static org.apache.kafka.streams.kstream.JoinWindows.ofTimeDifferenceAndGrace;

import dev.threeway.schemas.records.Mismatch;
import dev.threeway.schemas.records.ReconciliationResult;
import dev.threeway.schemas.records.Source;
import dev.threeway.schemas.topics.Topics;
import dev.threeway.topology.join.JoinInput;
import dev.threeway.topology.join.JoinOutput;
import dev.threeway.topology.join.JoinOutput.BreakChanged;
import dev.threeway.topology.join.JoinOutput.LegRejected;
import dev.threeway.topology.join.JoinOutput.ResultChanged;
import dev.threeway.topology.join.ThreeWayJoin;
import java.time.Duration;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Branched;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;

/**
 * The reconciliation topology.
 *
 * <pre>
 *   core_txns ────► validate ─┐
 *   gateway_txns ─► validate ─┼─► three-way join ─┬─► mismatches
 *   mobile_txns ──► validate ─┘                   ├─► reconciliation_results
 *                                                 └─► dead_letters
 * </pre>
 *
 * <p>A rejected record passes through the join, which counts it and judges its time, and leaves
 * with the reason in its headers.
 */
public final class ReconciliationFlow implements Supplier<Topology> {
  private static final Serde<byte[]> BYTES = Serdes.ByteArray();
  private static final String AVRO = "application/avro";

  private final Duration window;
  private final Duration grace;
  private final ThreeWayJoin.Settings join;
  private final AvroSerdes serdes;
  private final PartitionNumbering partitions;

  /**
   * @param window the largest event-time distance between the first and the last leg of a group
   * @param grace how much longer to wait for a leg that is out of order
   */
  public ReconciliationFlow(
      Duration window,
      Duration grace,
      ThreeWayJoin.Settings join,
      AvroSerdes serdes,
      PartitionNumbering partitions) {
    this.window = window;
    this.grace = grace;
    this.join = join;
    this.serdes = serdes;
    this.partitions = partitions;
  }

  /** Builds the topology; each call gives one of its own. */
  @Override
  public Topology get() {
    StreamsBuilder builder = new StreamsBuilder();
    KStream<byte[], JoinInput> core =
        legs(builder, Source.CORE, Names.CORE_SOURCE, Names.CORE_VALIDATE);
    KStream<byte[], JoinInput> gateway =
        legs(builder, Source.GATEWAY, Names.GATEWAY_SOURCE, Names.GATEWAY_VALIDATE);
    KStream<byte[], JoinInput> mobile =
        legs(builder, Source.MOBILE, Names.MOBILE_SOURCE, Names.MOBILE_VALIDATE);

    ThreeWayJoin.of(
            core, gateway, mobile, ofTimeDifferenceAndGrace(window, grace), join, Names.JOIN)
        .split(Named.as(Names.OUTPUTS))
        .branch(
            (key, output) -> output instanceof BreakChanged,
            Branched.<byte[], JoinOutput>withConsumer(this::toMismatches, Names.BREAKS))
        .branch(
            (key, output) -> output instanceof ResultChanged,
            Branched.<byte[], JoinOutput>withConsumer(this::toResults, Names.RESULTS))
        .branch(
            (key, output) -> output instanceof LegRejected,
            Branched.<byte[], JoinOutput>withConsumer(
                ReconciliationFlow::toDeadLetters, Names.REJECTED));
    return builder.build();
  }

  private KStream<byte[], JoinInput> legs(
      StreamsBuilder builder, Source source, String sourceName, String validateName) {
    return builder.stream(
            Topics.of(source),
            Consumed.with(BYTES, serdes.legs())
                .withTimestampExtractor(new EventTime())
                .withName(sourceName))
        .processValues(() -> new Validate(source, partitions), Named.as(validateName));
  }

  private void toMismatches(KStream<byte[], JoinOutput> breaks) {
    breaks
        .processValues(
            () ->
                new Publish<>(
                    output -> Records.mismatch((BreakChanged) output),
                    value -> value.getMismatchId() + '/' + value.getVersion(),
                    new EventHeaders("dev.threeway.mismatch.v1", Topics.MISMATCHES, AVRO)),
            Named.as(Names.MISMATCH_RECORDS))
        .to(
            Topics.MISMATCHES,
            Produced.with(BYTES, serdes.<Mismatch>records()).withName(Names.MISMATCHES_SINK));
  }

  private void toResults(KStream<byte[], JoinOutput> results) {
    results
        .processValues(
            () ->
                new Publish<>(
                    output -> Records.result((ResultChanged) output),
                    value -> value.getTxnId() + '/' + value.getVersion(),
                    new EventHeaders(
                        "dev.threeway.reconciliation_result.v1",
                        Topics.RECONCILIATION_RESULTS,
                        AVRO)),
            Named.as(Names.RESULT_RECORDS))
        .to(
            Topics.RECONCILIATION_RESULTS,
            Produced.with(BYTES, serdes.<ReconciliationResult>records())
                .withName(Names.RESULTS_SINK));
  }

  private static void toDeadLetters(KStream<byte[], JoinOutput> rejected) {
    rejected
        .processValues(DeadLetterHeaders::new, Named.as(Names.DEAD_LETTER_RECORDS))
        .to(Topics.DEAD_LETTERS, Produced.with(BYTES, BYTES).withName(Names.DEAD_LETTERS_SINK));
  }
}
