package dev.threeway.topology.oracle;

import dev.threeway.schemas.records.Source;
import dev.threeway.schemas.topics.Topics;
import dev.threeway.schemas.wire.AvroDeserializer;
import dev.threeway.schemas.wire.AvroSerializer;
import dev.threeway.topology.flow.AvroSerdes;
import dev.threeway.topology.flow.ReconciliationFlow;
import dev.threeway.topology.join.ControlTotals;
import dev.threeway.topology.join.InputHorizon;
import dev.threeway.topology.join.Keyspace;
import dev.threeway.topology.join.Stores;
import dev.threeway.topology.join.ThreeWayJoin;
import dev.threeway.topology.rules.RuleSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.test.TestRecord;

/** The engine on one partition, under a clock that is moved sweep by sweep. */
final class Engine implements AutoCloseable {
  static final Map<String, String> REGISTRY = Map.of("schema.registry.url", "mock://oracle");

  private static final String APPLICATION = "oracle";

  /** The verdict must not depend on how fast the machine is. */
  private static final Duration UNHURRIED = Duration.ofHours(1);

  private final TopologyTestDriver driver;
  private final Map<Source, TestInputTopic<byte[], byte[]>> inputs = new EnumMap<>(Source.class);
  private final long allDeadlines;
  private final OracleRules rules;
  private final int partition;
  private final Stores.Kind kind;
  private final Path stateDir;
  private Changelog changelog = new Changelog();
  private long now;
  private long quietSince;

  /**
   * @param stateDir where the stores are; what it holds is taken over, and deleted in the end
   */
  Engine(OracleRules rules, int partition, long start, Stores.Kind kind, Path stateDir) {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, APPLICATION);
    properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
    ReconciliationFlow flow =
        new ReconciliationFlow(
            rules.window(),
            rules.grace(),
            new ThreeWayJoin.Settings(
                ruleSet(rules),
                rules.retention(),
                rules.futureSkew(),
                Duration.ofMillis(OracleRules.SWEEP),
                UNHURRIED,
                kind,
                InputHorizon.ALL_READ),
            new AvroSerdes(
                AvroSerializer.class.getName(), AvroDeserializer.class.getName(), REGISTRY),
            always -> partition);
    driver = new TopologyTestDriver(flow.get(), properties, Instant.ofEpochMilli(start));
    this.rules = rules;
    this.partition = partition;
    this.kind = kind;
    this.stateDir = stateDir;
    now = start;
    quietSince = start;
    allDeadlines = rules.patience() + 2_000;
    for (Source source : Findings.SOURCES) {
      inputs.put(
          source,
          driver.createInputTopic(
              Topics.of(source), new ByteArraySerializer(), new ByteArraySerializer()));
    }
  }

  private static RuleSet ruleSet(OracleRules rules) {
    RuleSet byDefault = RuleSet.DEFAULT;
    List<RuleSet.Exemption> exemptions =
        rules.toleranceOf().entrySet().stream()
            .map(
                entry ->
                    new RuleSet.Exemption(
                        entry.getKey(), null, amounts(entry.getValue(), BigDecimal.ZERO)))
            .toList();
    return new RuleSet(
        byDefault.version(),
        rules.timestampTolerance(),
        amounts(rules.tolerance(), rules.tolerancePercent()),
        byDefault.severities(),
        exemptions);
  }

  private static RuleSet.AmountRules amounts(BigDecimal tolerance, BigDecimal percent) {
    return new RuleSet.AmountRules(
        units(tolerance), percent, OracleRules.HIGH_FROM_PERCENT, units(OracleRules.CRITICAL_FROM));
  }

  private static long units(BigDecimal amount) {
    return amount.movePointRight(4).longValueExact();
  }

  void read(Arrival arrival) {
    advanceTo(arrival.at());
    inputs
        .get(arrival.topic())
        .pipeInput(
            new TestRecord<>(
                arrival.key(),
                arrival.value(),
                new RecordHeaders(),
                Instant.ofEpochMilli(arrival.at())));
    quietSince = now;
  }

  /**
   * Moves the clock from sweep to sweep. Once every deadline must have come, the rest of a long
   * silence is skipped but for its last second.
   */
  void advanceTo(long instant) {
    while (now < instant) {
      long next = Math.min(sweepAfter(now), instant);
      long resume = sweepAfter(instant - 1_000);
      if (now > quietSince + allDeadlines && resume > next) {
        next = resume;
      }
      driver.advanceWallClockTime(Duration.ofMillis(next - now));
      now = next;
    }
  }

  private static long sweepAfter(long instant) {
    return OracleRules.sweepAt(instant) + OracleRules.SWEEP;
  }

  /** Everything published on a topic since the last call. */
  List<TestRecord<byte[], byte[]>> published(String topic) {
    return driver
        .createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
        .readRecordsToList();
  }

  ReadOnlyKeyValueStore<Bytes, byte[]> store(Keyspace keyspace) {
    return keyspace.of(state());
  }

  private ReadOnlyKeyValueStore<Bytes, byte[]> state() {
    return driver.getKeyValueStore(Stores.STATE);
  }

  ControlTotals totals(Source source) {
    return ControlTotals.decode(store(Keyspace.TOTALS).get(ControlTotals.key(source)));
  }

  /** An engine that restores what this one has written to its changelog, at the same instant. */
  Engine restarted() {
    Path restored = Bench.stateDir();
    changelog().restoreTo(restored, APPLICATION);
    close();
    Engine next = new Engine(rules, partition, now, kind, restored);
    next.changelog = changelog;
    return next;
  }

  /** What the changelog topic holds, from the first engine on. */
  Changelog changelog() {
    published(APPLICATION + "-" + Stores.STATE + "-changelog").forEach(changelog::append);
    return changelog;
  }

  Map<Bytes, byte[]> content() {
    Map<Bytes, byte[]> content = new TreeMap<>();
    try (KeyValueIterator<Bytes, byte[]> all = state().all()) {
      all.forEachRemaining(entry -> content.put(entry.key, entry.value));
    }
    return content;
  }

  long now() {
    return now;
  }

  @Override
  public void close() {
    driver.close();
    try {
      Files.deleteIfExists(stateDir);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
