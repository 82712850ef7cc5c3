package dev.threeway.topology.replay;

import dev.threeway.schemas.topics.Topics;
import dev.threeway.topology.flow.ReconciliationFlow;
import dev.threeway.topology.join.NextSweep;
import dev.threeway.topology.join.Stores;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.BiConsumer;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
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
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "replay");
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
  }

  /** Moves the clock; a sweep that falls on the way takes place at the end of it. */
  void moveClock(Instant to) {
    if (to.isAfter(now)) {
      driver.advanceWallClockTime(Duration.between(now, to));
      now = to;
      drain();
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
    nextSweep =
        sweepAfter(
            NextSweep.of(
                driver.getKeyValueStore(Stores.DEADLINES),
                driver.getKeyValueStore(Stores.TOTALS),
                retentionMillis));
  }

  /**
   * Sweeps take place at fixed intervals from the start: the first that is not before {@code due}.
   */
  private Instant sweepAfter(long due) {
    if (due == NextSweep.NEVER) {
      return Instant.MAX;
    }
    long elapsed = Math.max(now.toEpochMilli() + 1, due) - origin.toEpochMilli();
    long sweeps = (elapsed + sweepMillis - 1) / sweepMillis;
    return origin.plusMillis(sweeps * sweepMillis);
  }
}
