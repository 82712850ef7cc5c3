package dev.threeway.topology.reference;

import static org.apache.kafka.streams.kstream.JoinWindows.ofTimeDifferenceAndGrace;

import dev.threeway.schemas.records.Source;
import dev.threeway.schemas.records.TransactionEvent;
import dev.threeway.schemas.topics.Topics;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.JoinWindows;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.StreamJoined;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The reconciliation, composed of DSL joins. Reads the same three topics as the engine and writes
 * verdicts as text, keyed by txn_id.
 */
public final class ReferenceJoins {
  /** The topic that the verdicts are written to. */
  public static final String VERDICTS = "reference_verdicts";

  private final StreamsBuilder builder = new StreamsBuilder();
  private final Serde<TransactionEvent> legs;
  private final Serde<ReportedLegs> joined;

  private ReferenceJoins(Map<String, ?> registry) {
    legs = ReferenceSerdes.legs(registry);
    joined = ReferenceSerdes.reportedLegs(legs);
  }

  /**
   * {@code (core ⟗ gateway) ⟗ mobile}.
   *
   * @param secondGrace the grace of the second join: a lonely leg leaves the first join window +
   *     grace late, so that a second grace which is not longer than that calls its mobile leg
   *     lonely, too
   * @param registry the settings of the Avro serde
   */
  public static Topology chain(
      Duration window, Duration grace, Duration secondGrace, Map<String, ?> registry) {
    ReferenceJoins joins = new ReferenceJoins(registry);
    joins.chain(
        ofTimeDifferenceAndGrace(window, grace), ofTimeDifferenceAndGrace(window, secondGrace));
    return joins.builder.build();
  }

  /**
   * Three joins of two topics each, folded by transaction. Says nothing of a leg that no other leg
   * came to, and cannot tell a missing leg from one that is on its way.
   *
   * @param registry the settings of the Avro serde
   */
  public static Topology pairwise(Duration window, Duration grace, Map<String, ?> registry) {
    ReferenceJoins joins = new ReferenceJoins(registry);
    joins.pairwise(ofTimeDifferenceAndGrace(window, grace));
    return joins.builder.build();
  }

  private void chain(JoinWindows first, JoinWindows second) {
    KStream<String, ReportedLegs> coreAndGateway =
        legs(Source.CORE)
            .outerJoin(legs(Source.GATEWAY), ReferenceJoins::both, first, stores("core-gateway"));
    KStream<String, ReportedLegs> all =
        coreAndGateway.outerJoin(
            legs(Source.MOBILE),
            (two, third) -> (two == null ? ReportedLegs.none() : two).with(third),
            second,
            StreamJoined.with(Serdes.String(), joined, legs)
                .withName("all")
                .withStoreName("all-store"));
    publish(all);
  }

  private void pairwise(JoinWindows windows) {
    KStream<String, TransactionEvent> core = legs(Source.CORE);
    KStream<String, TransactionEvent> gateway = legs(Source.GATEWAY);
    KStream<String, TransactionEvent> mobile = legs(Source.MOBILE);
    KStream<String, ReportedLegs> pairs =
        core.join(gateway, ReferenceJoins::both, windows, stores("core-gateway"))
            .merge(
                core.join(mobile, ReferenceJoins::both, windows, stores("core-mobile")),
                Named.as("pairs-with-core"))
            .merge(
                gateway.join(mobile, ReferenceJoins::both, windows, stores("gateway-mobile")),
                Named.as("pairs"));
    publish(
        pairs
            .groupByKey(Grouped.with("by-transaction", Serdes.String(), joined))
            .aggregate(
                ReportedLegs::none,
                (txnId, pair, soFar) -> soFar.with(pair),
                Named.as("fold"),
                Materialized.<String, ReportedLegs, KeyValueStore<Bytes, byte[]>>as("fold-store")
                    .withKeySerde(Serdes.String())
                    .withValueSerde(joined))
            .toStream(Named.as("folded")));
  }

  private KStream<String, TransactionEvent> legs(Source source) {
    return builder.stream(
        Topics.of(source),
        Consumed.with(Serdes.String(), legs)
            .withTimestampExtractor(
                (record, partitionTime) ->
                    ((TransactionEvent) record.value()).getEventTime().toEpochMilli())
            .withName(source.name().toLowerCase(Locale.ROOT)));
  }

  private StreamJoined<String, TransactionEvent, TransactionEvent> stores(String name) {
    return StreamJoined.with(Serdes.String(), legs, legs)
        .withName(name)
        .withStoreName(name + "-store");
  }

  private static void publish(KStream<String, ReportedLegs> verdicts) {
    verdicts
        .mapValues(legs -> Verdict.of(legs).toString(), Named.as("verdict"))
        .to(VERDICTS, Produced.with(Serdes.String(), Serdes.String()).withName("verdicts"));
  }

  private static ReportedLegs both(TransactionEvent one, TransactionEvent other) {
    return ReportedLegs.none().with(one).with(other);
  }
}
