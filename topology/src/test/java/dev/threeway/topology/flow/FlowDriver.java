package dev.threeway.topology.flow;

import dev.threeway.schemas.records.Mismatch;
import dev.threeway.schemas.records.ReconciliationResult;
import dev.threeway.schemas.records.Source;
import dev.threeway.schemas.records.TransactionEvent;
import dev.threeway.schemas.topics.Topics;
import dev.threeway.schemas.wire.AvroDeserializer;
import dev.threeway.schemas.wire.AvroSerializer;
import dev.threeway.topology.join.InputHorizon;
import dev.threeway.topology.join.Keyspace;
import dev.threeway.topology.join.Stores;
import dev.threeway.topology.join.ThreeWayJoin;
import dev.threeway.topology.rules.RuleSet;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.test.TestRecord;

/** Runs the flow over one partition under a clock that the test moves. */
public final class FlowDriver implements AutoCloseable {
  /** The instant at which the clock of every test stands in the beginning. */
  public static final Instant START = Instant.parse("2026-03-01T09:00:00Z");

  public static final Duration WINDOW = Duration.ofMinutes(5);
  public static final Duration GRACE = Duration.ofSeconds(30);
  public static final Duration RETENTION = Duration.ofHours(24);

  private static final Duration SWEEP = Duration.ofMillis(100);
  private static final Map<String, String> REGISTRY =
      Map.of("schema.registry.url", "mock://flow-driver");

  private final TopologyTestDriver driver;
  private final AvroSerializer<TransactionEvent> events = new AvroSerializer<>();
  private final TestOutputTopic<String, Mismatch> mismatches;
  private final TestOutputTopic<String, ReconciliationResult> results;
  private final TestOutputTopic<byte[], byte[]> deadLetters;
  private Instant now = START;

  public FlowDriver() {
    this(RuleSet.DEFAULT, InputHorizon.ALL_READ);
  }

  public FlowDriver(RuleSet rules, InputHorizon horizon) {
    this(rules, horizon, RETENTION);
  }

  public FlowDriver(RuleSet rules, InputHorizon horizon, Duration retention) {
    Properties properties = new Properties();
    // The state lies below the id: two builds on one machine must not share it.
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "flow-driver-" + UUID.randomUUID());
    properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 1_000_000L);
    ReconciliationFlow flow = flow(rules, horizon, retention);
    driver = new TopologyTestDriver(flow.get(), properties, START);
    events.configure(REGISTRY, false);
    mismatches = driver.createOutputTopic(Topics.MISMATCHES, new StringDeserializer(), specific());
    results =
        driver.createOutputTopic(
            Topics.RECONCILIATION_RESULTS, new StringDeserializer(), specific());
    deadLetters =
        driver.createOutputTopic(
            Topics.DEAD_LETTERS, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  static ReconciliationFlow flow(RuleSet rules, InputHorizon horizon) {
    return flow(rules, horizon, RETENTION);
  }

  private static ReconciliationFlow flow(RuleSet rules, InputHorizon horizon, Duration retention) {
    return new ReconciliationFlow(
        WINDOW,
        GRACE,
        new ThreeWayJoin.Settings(
            rules,
            retention,
            Duration.ofMinutes(5),
            SWEEP,
            Duration.ofDays(1),
            Stores.Kind.UNLOGGED,
            horizon),
        new AvroSerdes(AvroSerializer.class.getName(), AvroDeserializer.class.getName(), REGISTRY),
        PartitionNumbering.AS_READ);
  }

  /** Sends a report on the topic of its source, keyed by its txn_id. */
  public void send(TransactionEvent event) {
    String topic = Topics.of(event.getSource());
    send(
        topic,
        event.getTxnId().getBytes(StandardCharsets.UTF_8),
        events.serialize(topic, event),
        new RecordHeaders());
  }

  public void send(String topic, byte[] key, byte[] value, Headers headers) {
    TestInputTopic<byte[], byte[]> input =
        driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer());
    input.pipeInput(new TestRecord<>(key, value, headers, now));
  }

  public byte[] encode(Source topicOf, TransactionEvent event) {
    return events.serialize(Topics.of(topicOf), event);
  }

  /** Moves the clock, sweep by sweep. */
  public void advance(Duration duration) {
    Instant end = now.plus(duration);
    while (now.isBefore(end)) {
      Duration step = min(SWEEP, Duration.between(now, end));
      driver.advanceWallClockTime(step);
      now = now.plus(step);
    }
  }

  /** Moves the clock at once, as if nobody had looked in between. */
  public void jump(Duration duration) {
    driver.advanceWallClockTime(duration);
    now = now.plus(duration);
  }

  public Instant now() {
    return now;
  }

  /** What was published on mismatches since the last call. */
  public List<Mismatch> mismatches() {
    return mismatches.readValuesToList();
  }

  public List<ReconciliationResult> results() {
    return results.readValuesToList();
  }

  /** The headers of what was published on mismatches since the last call. */
  List<Headers> headersOfMismatches() {
    return mismatches.readRecordsToList().stream().map(TestRecord::headers).toList();
  }

  List<Headers> headersOfResults() {
    return results.readRecordsToList().stream().map(TestRecord::headers).toList();
  }

  public List<TestRecord<byte[], byte[]>> deadLetters() {
    return deadLetters.readRecordsToList();
  }

  public ReadOnlyKeyValueStore<Bytes, byte[]> store(Keyspace keyspace) {
    ReadOnlyKeyValueStore<Bytes, byte[]> state = driver.getKeyValueStore(Stores.STATE);
    return keyspace.of(state);
  }

  @Override
  public void close() {
    driver.close();
  }

  private static <T extends org.apache.avro.specific.SpecificRecord>
      AvroDeserializer<T> specific() {
    AvroDeserializer<T> deserializer = new AvroDeserializer<>();
    deserializer.configure(
        Map.of(
            "schema.registry.url",
            REGISTRY.get("schema.registry.url"),
            "specific.avro.reader",
            true),
        false);
    return deserializer;
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }
}
