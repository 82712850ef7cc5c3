package dev.threeway.benchmarks.query;

import dev.threeway.benchmarks.cluster.BenchmarkException;
import dev.threeway.schemas.records.BreakState;
import dev.threeway.schemas.records.GroupStatus;
import dev.threeway.schemas.records.Mismatch;
import dev.threeway.schemas.records.ReconciliationResult;
import dev.threeway.schemas.topics.Topics;
import dev.threeway.schemas.wire.AvroSerde;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What the engine has published so far, as a reader with {@code read_committed} gets it: an answer
 * must not be older. Its own thread reads; asking it is thread-safe.
 */
final class PublishedFeed implements AutoCloseable {
  /** The last result of a transaction that could be read. */
  record Result(int version, GroupStatus status) {}

  private static final Duration POLL = Duration.ofSeconds(1);
  private static final GroupStatus[] STATUSES = GroupStatus.values();

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final AvroSerde<Mismatch> mismatches;
  private final AvroSerde<ReconciliationResult> decided;
  private final ToIntFunction<String> numbers;
  private final AtomicIntegerArray results;
  private final PublishedBreaks breaks = new PublishedBreaks();
  private final List<String> broken = new ArrayList<>();
  private final Thread reader = new Thread(this::read, "published");
  private volatile boolean stopping;
  private volatile RuntimeException failure;

  /**
   * Reads from the present ends of both topics on.
   *
   * @param numbers the number of a transaction; 0 for one that does not matter
   * @param capacity the largest number
   */
  PublishedFeed(
      String bootstrapServers, String registryUrl, ToIntFunction<String> numbers, int capacity) {
    this.numbers = numbers;
    this.results = new AtomicIntegerArray(capacity + 1);
    Map<String, Object> registry = Map.of("schema.registry.url", registryUrl);
    mismatches = AvroSerde.ofValues(Mismatch.class, registry);
    decided = AvroSerde.ofValues(ReconciliationResult.class, registry);
    consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                2_000),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        Stream.of(Topics.MISMATCHES, Topics.RECONCILIATION_RESULTS)
            .flatMap(topic -> consumer.partitionsFor(topic).stream())
            .map(each -> new TopicPartition(each.topic(), each.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
  }

  void start() {
    reader.start();
  }

  /** The last result that has been read; null if there is none. */
  Result result(String txnId) {
    int number = numbers.applyAsInt(txnId);
    int packed = number == 0 ? 0 : results.get(number);
    return packed == 0
        ? null
        : new Result(packed / STATUSES.length, STATUSES[packed % STATUSES.length]);
  }

  /** The breaks that have been read. */
  PublishedBreaks breaks() {
    return breaks;
  }

  /** How many transactions have had a break. */
  int broken() {
    synchronized (broken) {
      return broken.size();
    }
  }

  /** A transaction that has had a break. */
  String broken(int index) {
    synchronized (broken) {
      return broken.get(index);
    }
  }

  private void read() {
    try {
      while (!stopping) {
        for (ConsumerRecord<byte[], byte[]> each : consumer.poll(POLL)) {
          if (each.topic().equals(Topics.MISMATCHES)) {
            note(mismatches.deserializer().deserialize(each.topic(), each.value()));
          } else {
            ReconciliationResult result =
                decided.deserializer().deserialize(each.topic(), each.value());
            int number = numbers.applyAsInt(new String(each.key(), StandardCharsets.UTF_8));
            if (number > 0) {
              results.set(
                  number,
                  result.getVersion() * STATUSES.length
                      + List.of(STATUSES).indexOf(result.getStatus()));
            }
          }
        }
      }
    } catch (WakeupException stopped) {
      // Asked to stop.
      return;
    } catch (RuntimeException unreadable) {
      failure = unreadable;
    }
  }

  private void note(Mismatch published) {
    BreakPosition position =
        new BreakPosition(published.getDetectedAt().toEpochMilli(), published.getMismatchId());
    long now = System.nanoTime();
    PublishedBreak before = breaks.at(position);
    breaks.put(
        position,
        new PublishedBreak(
            published.getMismatchId(),
            published.getTxnId(),
            published.getType(),
            published.getSeverity(),
            published.getCurrency(),
            published.getVersion(),
            published.getEvidence().size(),
            before == null ? now : before.openSince(),
            now,
            published.getState() == BreakState.OPEN ? Long.MAX_VALUE : now));
    if (before == null) {
      synchronized (broken) {
        broken.add(published.getTxnId());
      }
    }
  }

  /**
   * Ends the reading.
   *
   * @throws BenchmarkException if it had ended by itself
   */
  @Override
  public void close() {
    stopping = true;
    consumer.wakeup();
    try {
      reader.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    consumer.close();
    mismatches.close();
    decided.close();
    if (failure != null) {
      throw new BenchmarkException(
          "what was published could not be read: " + failure.getMessage(), failure);
    }
  }
}
