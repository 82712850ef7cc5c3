package dev.threeway.topology.replay;

import dev.threeway.schemas.topics.Topics;
import dev.threeway.topology.flow.ReconciliationFlow;
import dev.threeway.topology.join.Keyspace;
import dev.threeway.topology.join.NextSweep;
import dev.threeway.topology.join.Stores;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.test.TestRecord;

/**
 * One partition of the topics with a clock of its own, which is moved only when there is something
 * to do. Confined to one thread.
 */
final class PartitionDriver implements AutoCloseable {
  private static final List<String> OUTPUTS =
      List.of(Topics.MISMATCHES, Topics.RECONCILIATION_RESULTS, Topics.DEAD_LETTERS);

  private final TopologyTestDriver driver;
  private final Map<String, TestInputTopic<byte[], byte[]>> inputs = new HashMap<>();
  private final Map<String, TestOutputTopic<byte[], byte[]>> outputs = new HashMap<>();
  private final BiConsumer<String, TestRecord<byte[], byte[]>> published;
  private final Instant origin;
  private final long sweepMillis;
  private final long retentionMillis;
  private Instant now;
  private Instant nextSweep;

  /**
   * @param published given every record that the topology publishes, with its topic
   */
  PartitionDriver(
      ReconciliationFlow flow,
      Instant now,
      Duration sweepInterval,
      Duration retention,
      BiConsumer<String, TestRecord<byte[], byte[]>> published) {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "replay-" + UUID.randomUUID());
    // As in production; besides, the driver would else flush the stores after every record.
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    this.driver = new TopologyTestDriver(flow.get(), properties, now);
    this.published = published;
    this.origin = now;
    this.now = now;
    this.sweepMillis = sweepInterval.toMillis();
    this.retentionMillis = retention.toMillis();
    for (String topic : Topics.INPUTS) {
      inputs.put(
          topic,
          driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer()));
    }
    for (String topic : OUTPUTS) {
      outputs.put(
          topic,
          driver.createOutputTopic(
              topic, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
    }
    this.nextSweep = Instant.MAX;
  }

  /** When the next sweep that has something to do takes place; {@link Instant#MAX} if none has. */
  Instant nextSweep() {
    return nextSweep;
  }

  /** Hands over a record at an instant. */
  void arrive(Step.Arrival arrival, Instant at) {
    moveClock(at);
    inputs
        .get(arrival.topic())
        .pipeInput(new TestRecord<>(arrival.key(), arrival.value(), new RecordHeaders(), at));
    drain();
    // Whether the leg made anything due is looked up once a sweep, not once a leg.
    nextSweep = sweepAt(now.toEpochMilli() + 1);
  }

  /** Moves the clock; a sweep that falls on the way takes place at the end of it. */
  void moveClock(Instant to) {
    if (to.isAfter(now)) {
      boolean sweeps = !to.isBefore(sweepAt(now.toEpochMilli() + 1));
      driver.advanceWallClockTime(Duration.between(now, to));
      now = to;
      drain();
      if (sweeps) {
        nextSweep = nextUsefulSweep();
      }
    }
  }

  @Override
  public void close() {
    driver.close();
  }

  private void drain() {
    for (String topic : OUTPUTS) {
      TestOutputTopic<byte[], byte[]> output = outputs.get(topic);
      while (!output.isEmpty()) {
        published.accept(topic, output.readRecord());
      }
    }
  }

  private Instant nextUsefulSweep() {
    ReadOnlyKeyValueStore<Bytes, byte[]> state = driver.getKeyValueStore(Stores.STATE);
    long due =
        NextSweep.of(Keyspace.DEADLINES.of(state), Keyspace.TOTALS.of(state), retentionMillis);
    return due == NextSweep.NEVER ? Instant.MAX : sweepAt(Math.max(now.toEpochMilli() + 1, due));
  }

  /**
   * Sweeps take place at fixed intervals from the start: the first that is not before an instant.
   */
  private Instant sweepAt(long instant) {
    long elapsed = instant - origin.toEpochMilli();
    long sweeps = (elapsed + sweepMillis - 1) / sweepMillis;
    return origin.plusMillis(sweeps * sweepMillis);
  }
}
