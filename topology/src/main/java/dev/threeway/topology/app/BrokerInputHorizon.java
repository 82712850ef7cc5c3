package dev.threeway.topology.app;

import dev.threeway.schemas.records.Source;
import dev.threeway.schemas.topics.Topics;
import dev.threeway.topology.join.InputHorizon;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the brokers again and again where the input ends, and compares that with what the tasks have
 * taken in. Thread-safe.
 *
 * <p>Ends are asked for at the isolation level of the engine: what belongs to an open transaction
 * of a producer is not readable. Positions come from {@link PositionInterceptor}, not from the
 * records alone, because a topic may end with markers that no record stands for.
 */
final class BrokerInputHorizon implements InputHorizon, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BrokerInputHorizon.class);
  private static final long PATIENCE_SECONDS = 10;

  private final Admin admin;
  private final String groupId;
  private final InstantSource clock;
  private final Map<Integer, InputProgress> assigned = new ConcurrentHashMap<>();
  private final ScheduledExecutorService prober =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "input-horizon");
            thread.setDaemon(true);
            return thread;
          });
  private Future<?> probing;
  private boolean failing;

  /**
   * @param admin used from a thread of this object; closed by its owner
   * @param groupId the consumer group of the engine
   */
  BrokerInputHorizon(Admin admin, String groupId, InstantSource clock) {
    this.admin = admin;
    this.groupId = groupId;
    this.clock = clock;
  }

  void start(Duration interval) {
    probing =
        prober.scheduleWithFixedDelay(
            this::probe, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void assigned(int partition) {
    assigned.put(partition, new InputProgress());
  }

  @Override
  public void released(int partition) {
    assigned.remove(partition);
  }

  @Override
  public void taken(Source source, int partition, long offset) {
    InputProgress progress = assigned.get(partition);
    if (progress != null) {
      progress.taken(source, offset);
    }
  }

  @Override
  public long readThrough(int partition) {
    InputProgress progress = assigned.get(partition);
    return progress == null ? NOTHING : progress.readThrough();
  }

  /**
   * The consumer has handed out everything before an offset; the last record stood at {@code last}.
   */
  void positioned(TopicPartition input, long next, long last) {
    InputProgress progress = assigned.get(input.partition());
    if (progress != null) {
      progress.positioned(Topics.sourceOf(input.topic()), next, last);
    }
  }

  @Override
  public void close() {
    if (probing != null) {
      probing.cancel(true);
    }
    prober.shutdownNow();
  }

  private void probe() {
    try {
      Map<Integer, InputProgress> current = Map.copyOf(assigned);
      if (!current.isEmpty()) {
        findStarts(current);
        long instant = clock.millis();
        Map<TopicPartition, Long> ends = offsets(inputs(current), OffsetSpec.latest());
        current.forEach(
            (partition, progress) -> progress.endsAt(instant, bySource(ends, partition)));
      }
      failing = false;
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      if (!failing) {
        LOG.warn(
            "Cannot see where the input ends; no leg is called missing until that is known", e);
      }
      failing = true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A task that has read nothing yet stands where its group committed, or at the beginning. */
  private void findStarts(Map<Integer, InputProgress> current)
      throws ExecutionException, InterruptedException, TimeoutException {
    Map<Integer, InputProgress> fresh = new HashMap<>(current);
    fresh.values().removeIf(InputProgress::hasStart);
    if (fresh.isEmpty()) {
      return;
    }
    Map<TopicPartition, Long> starts = offsets(inputs(fresh), OffsetSpec.earliest());
    admin
        .listConsumerGroupOffsets(
            Map.of(groupId, new ListConsumerGroupOffsetsSpec().topicPartitions(starts.keySet())),
            new ListConsumerGroupOffsetsOptions().requireStable(true))
        .partitionsToOffsetAndMetadata(groupId)
        .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .forEach(
            (input, committed) -> {
              if (committed != null) {
                starts.put(input, committed.offset());
              }
            });
    fresh.forEach((partition, progress) -> progress.startsAt(bySource(starts, partition)));
  }

  private static List<TopicPartition> inputs(Map<Integer, InputProgress> tasks) {
    List<TopicPartition> inputs = new ArrayList<>();
    for (String topic : Topics.INPUTS) {
      tasks.keySet().forEach(partition -> inputs.add(new TopicPartition(topic, partition)));
    }
    return inputs;
  }

  private static long[] bySource(Map<TopicPartition, Long> offsets, int partition) {
    long[] bySource = new long[Source.values().length];
    for (String topic : Topics.INPUTS) {
      bySource[Topics.sourceOf(topic).ordinal()] =
          offsets.get(new TopicPartition(topic, partition));
    }
    return bySource;
  }

  private Map<TopicPartition, Long> offsets(List<TopicPartition> inputs, OffsetSpec spec)
      throws ExecutionException, InterruptedException, TimeoutException {
    Map<TopicPartition, OffsetSpec> query = new HashMap<>();
    inputs.forEach(input -> query.put(input, spec));
    Map<TopicPartition, Long> offsets = new HashMap<>();
    for (Map.Entry<TopicPartition, ListOffsetsResultInfo> found :
        admin
            .listOffsets(query, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
            .all()
            .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
            .entrySet()) {
      offsets.put(found.getKey(), found.getValue().offset());
    }
    return offsets;
  }
}
