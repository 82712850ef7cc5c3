package dev.threeway.topology.oracle;

import dev.threeway.schemas.records.Mismatch;
import dev.threeway.schemas.records.ReconciliationResult;
import dev.threeway.schemas.records.Source;
import dev.threeway.schemas.topics.Topics;
import dev.threeway.schemas.wire.AvroDeserializer;
import dev.threeway.topology.join.ControlTotals;
import dev.threeway.topology.join.ControlTotals.Place;
import dev.threeway.topology.join.Keyspace;
import dev.threeway.topology.join.Stores.Kind;
import dev.threeway.topology.rules.LegOutcome;
import dev.threeway.topology.rules.RejectionReason;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.test.TestRecord;

/** What the engine has made of a history on one partition, in the words of the oracle. */
final class EngineRun {
  private static final AvroDeserializer<Mismatch> MISMATCHES = reader();
  private static final AvroDeserializer<ReconciliationResult> RESULTS = reader();

  private Engine engine;
  private final Outcome outcome = new Outcome();
  private final Map<Source, ControlTotals> before = new EnumMap<>(Source.class);

  private EngineRun(Engine engine) {
    this.engine = engine;
    Findings.SOURCES.forEach(source -> before.put(source, engine.totals(source)));
  }

  /** Goes on from wherever the engine stands. */
  static Outcome of(Engine engine, History history, int partition) {
    EngineRun run = new EngineRun(engine);
    history.of(partition).forEach(engine::read);
    engine.advanceTo(history.end());
    run.collectPublished();
    run.collectStored();
    return run.outcome;
  }

  /** The engine is closed and started again after these steps. */
  static Outcome ofRestarts(History history, Set<Integer> restartsAfter) {
    Engine engine =
        new Engine(OracleRules.SHORT, 0, history.start(), Kind.LOGGED, Bench.stateDir());
    try {
      EngineRun run = new EngineRun(engine);
      for (int i = 0; i < history.arrivals().size(); i++) {
        run.engine.read(history.arrivals().get(i));
        if (restartsAfter.contains(i)) {
          run.collectPublished();
          engine = engine.restarted();
          run.engine = engine;
        }
      }
      engine.advanceTo(history.end());
      run.collectPublished();
      run.collectStored();
      return run.outcome;
    } finally {
      engine.close();
    }
  }

  /** Everything published, as it was published. */
  static String bytesOf(Engine engine, History history, int partition) {
    history.of(partition).forEach(engine::read);
    engine.advanceTo(history.end());
    return Stream.of(Topics.MISMATCHES, Topics.RECONCILIATION_RESULTS, Topics.DEAD_LETTERS)
        .flatMap(topic -> engine.published(topic).stream())
        .map(EngineRun::bytes)
        .collect(Collectors.joining("\n"));
  }

  private static String bytes(TestRecord<byte[], byte[]> record) {
    return "%s %s %s %s"
        .formatted(
            Arrays.toString(record.key()),
            Arrays.toString(record.value()),
            record.headers(),
            record.timestamp());
  }

  private void collectPublished() {
    for (TestRecord<byte[], byte[]> record : engine.published(Topics.MISMATCHES)) {
      outcome.breakVersion(version(MISMATCHES.deserialize(Topics.MISMATCHES, record.value())));
    }
    for (TestRecord<byte[], byte[]> record : engine.published(Topics.RECONCILIATION_RESULTS)) {
      ReconciliationResult result =
          RESULTS.deserialize(Topics.RECONCILIATION_RESULTS, record.value());
      outcome.result(result.getTxnId(), line(result));
    }
    for (TestRecord<byte[], byte[]> record : engine.published(Topics.DEAD_LETTERS)) {
      outcome.deadLetter(deadLetter(record));
    }
  }

  private Version version(Mismatch mismatch) {
    mismatch.setEvidence(mismatch.getEvidence().stream().map(this::sinceBefore).toList());
    return Version.of(mismatch);
  }

  private void collectStored() {
    Findings.SOURCES.forEach(this::count);
    for (ByteBuffer key : keys(Keyspace.MATCH_GROUPS)) {
      outcome.stored(Keyspace.MATCH_GROUPS.toString(), rest(key));
    }
    for (ByteBuffer key : keys(Keyspace.DEADLINES)) {
      byte section = key.get();
      long deadline = key.getLong() ^ Long.MIN_VALUE;
      outcome.stored(
          Keyspace.DEADLINES.toString(),
          section + " " + Instant.ofEpochMilli(deadline) + " " + rest(key));
    }
    for (ByteBuffer key : keys(Keyspace.OPEN_BREAKS)) {
      long detectedAt = Long.MAX_VALUE - key.getLong();
      UUID id = new UUID(key.getLong(), key.getLong());
      outcome.stored(Keyspace.OPEN_BREAKS.toString(), Instant.ofEpochMilli(detectedAt) + " " + id);
    }
  }

  private List<ByteBuffer> keys(Keyspace keyspace) {
    List<ByteBuffer> keys = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> all = engine.store(keyspace).all()) {
      all.forEachRemaining(entry -> keys.add(ByteBuffer.wrap(entry.key.get())));
    }
    return keys;
  }

  private static String rest(ByteBuffer key) {
    return StandardCharsets.UTF_8.decode(key).toString();
  }

  /** What the totals have gained. What was there before has to be purged. */
  private void count(Source source) {
    ControlTotals old = before.get(source);
    ControlTotals totals = engine.totals(source);
    outcome.count(source, "consumed", totals.consumed() - old.consumed());
    outcome.count(source, "unexplained", totals.unexplainedResidual());
    for (LegOutcome leg : LegOutcome.values()) {
      outcome.count(source, leg.name(), totals.counted(leg) - old.counted(leg));
    }
    for (RejectionReason reason : RejectionReason.values()) {
      outcome.count(source, reason.name(), totals.counted(reason) - old.counted(reason));
    }
    for (Place place : Place.values()) {
      long gone = place == Place.PURGED_GROUP ? old.counted(LegOutcome.FIRST_REPORT) : 0;
      outcome.count(source, place.name(), totals.count(place) - gone);
    }
  }

  private String deadLetter(TestRecord<byte[], byte[]> record) {
    Headers headers = record.headers();
    String address =
        "%s-%s@%s"
            .formatted(
                header(headers, "dlq.topic"),
                header(headers, "dlq.partition"),
                header(headers, "dlq.offset"));
    return Oracle.deadLetter(
        header(headers, "dlq.reason"), sinceBefore(address), record.key(), record.value());
  }

  /** An address with the offset counted from the beginning of the history. */
  private String sinceBefore(String address) {
    int at = address.indexOf('@') + 1;
    Source source = Topics.sourceOf(address.substring(0, address.lastIndexOf('-', at)));
    return address.substring(0, at)
        + (Long.parseLong(address.substring(at)) - before.get(source).consumed());
  }

  private static String header(Headers headers, String name) {
    return new String(headers.lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  /** In the words in which the oracle tells of a result. */
  private static String line(ReconciliationResult result) {
    Set<Source> legs = EnumSet.noneOf(Source.class);
    if (result.getHasCore()) {
      legs.add(Source.CORE);
    }
    if (result.getHasGateway()) {
      legs.add(Source.GATEWAY);
    }
    if (result.getHasMobile()) {
      legs.add(Source.MOBILE);
    }
    return "v%d %s %s %s %s %d open events %s..%s deadline %s decided %s"
        .formatted(
            result.getVersion(),
            result.getStatus(),
            legs,
            result.getAmount().stripTrailingZeros().toPlainString(),
            result.getCurrency(),
            result.getOpenBreaks(),
            result.getFirstEventTime(),
            result.getLastEventTime(),
            result.getDeadline(),
            result.getDecidedAt());
  }

  private static <T extends SpecificRecord> AvroDeserializer<T> reader() {
    AvroDeserializer<T> reader = new AvroDeserializer<>();
    Map<String, Object> config = new HashMap<>(Engine.REGISTRY);
    config.put("specific.avro.reader", true);
    reader.configure(config, false);
    return reader;
  }
}
