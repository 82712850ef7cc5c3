package dev.threeway.topology.oracle;

import dev.threeway.schemas.records.Source;
import dev.threeway.schemas.topics.Topics;
import dev.threeway.schemas.wire.AvroDeserializer;
import dev.threeway.schemas.wire.AvroSerializer;
import dev.threeway.topology.flow.AvroSerdes;
import dev.threeway.topology.flow.ReconciliationFlow;
import dev.threeway.topology.join.InputHorizon;
import dev.threeway.topology.join.Stores;
import dev.threeway.topology.join.ThreeWayJoin;
import dev.threeway.topology.rules.RuleSet;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;

/** The engine on one partition, under a clock that is moved sweep by sweep. */
final class Engine implements AutoCloseable {
  static final Map<String, String> REGISTRY = Map.of("schema.registry.url", "mock://oracle");

  private final TopologyTestDriver driver;
  private final Map<Source, TestInputTopic<byte[], byte[]>> inputs = new EnumMap<>(Source.class);
  private final long allDeadlines;
  private long now;
  private long quietSince;

  /**
   * @param stateDir null to keep the stores on the heap
   */
  Engine(OracleRules rules, RuleSet ruleSet, int partition, long start, Path stateDir) {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "oracle");
    if (stateDir != null) {
      properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
    }
    ReconciliationFlow flow =
        new ReconciliationFlow(
            rules.window(),
            rules.grace(),
            new ThreeWayJoin.Settings(
                ruleSet,
                rules.retention(),
                rules.futureSkew(),
                Duration.ofMillis(OracleRules.SWEEP),
                stateDir == null ? Stores.Kind.IN_MEMORY : Stores.Kind.ROCKSDB,
                InputHorizon.ALL_READ),
            new AvroSerdes(
                AvroSerializer.class.getName(), AvroDeserializer.class.getName(), REGISTRY),
            always -> partition);
    driver = new TopologyTestDriver(flow.get(), properties, Instant.ofEpochMilli(start));
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
    return (Math.floorDiv(instant, OracleRules.SWEEP) + 1) * OracleRules.SWEEP;
  }

  /** Everything published on a topic since the last call. */
  List<TestRecord<byte[], byte[]>> published(String topic) {
    return driver
        .createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
        .readRecordsToList();
  }

  KeyValueStore<Bytes, byte[]> store(String name) {
    return driver.getKeyValueStore(name);
  }

  @Override
  public void close() {
    driver.close();
  }
}
