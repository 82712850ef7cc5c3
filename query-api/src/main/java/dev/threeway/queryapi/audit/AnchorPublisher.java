package dev.threeway.queryapi.audit;

import dev.threeway.schemas.topics.Topics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the head of the chain now and then, if it has moved: who changes rows up to there, or
 * cuts them off, contradicts the topic. While the topic is away the newest head waits.
 */
final class AnchorPublisher implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AnchorPublisher.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Map<String, Object> kafka;
  private final String instance;
  private final Duration interval;
  private final InstantSource clock;
  private final AtomicReference<ChainHead> newest = new AtomicReference<>(ChainHead.START);
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread made = new Thread(task, "audit-anchors");
            made.setDaemon(true);
            return made;
          });
  private volatile long anchored;
  private Producer<byte[], byte[]> producer;
  private boolean silent;

  AnchorPublisher(AuditSettings settings, InstantSource clock) {
    this.clock = clock;
    kafka = new HashMap<>(settings.kafka());
    instance = settings.instance();
    interval = settings.anchorInterval();
    kafka.put(ProducerConfig.ACKS_CONFIG, "all");
    kafka.put(ProducerConfig.CLIENT_ID_CONFIG, "audit-anchors");
    kafka.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, (int) PATIENCE.toMillis());
    kafka.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
    kafka.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis() + 1_000);
    kafka.put(ProducerConfig.LINGER_MS_CONFIG, 0);
  }

  void start() {
    Future<?> unused =
        thread.scheduleWithFixedDelay(
            this::publish, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** A row that is committed. */
  void offer(ChainHead head) {
    newest.set(head);
  }

  /** The last row that was published by this instance; 0 before the first. */
  long anchored() {
    return anchored;
  }

  private void publish() {
    ChainHead head = newest.get();
    if (head.sequence() == anchored || head.sequence() == 0) {
      return;
    }
    try {
      if (producer == null) {
        producer = new KafkaProducer<>(kafka, new ByteArraySerializer(), new ByteArraySerializer());
      }
      producer
          .send(
              new ProducerRecord<>(
                  Topics.AUDIT_ANCHORS,
                  Anchor.KEY,
                  new Anchor(head, false).json(instance, clock.instant())))
          .get(2 * PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      anchored = head.sequence();
      silent = false;
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException | RuntimeException away) {
      if (!silent) {
        silent = true;
        LOG.atWarn()
            .addKeyValue("cause", away.getMessage())
            .log("The head of the audit chain cannot be anchored on {}", Topics.AUDIT_ANCHORS);
      }
    }
  }

  /** Publishes the last head, if that can be done soon. */
  @Override
  public void close() {
    thread.execute(this::publish);
    thread.shutdown();
    try {
      if (!thread.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (producer != null) {
      producer.close(Duration.ZERO);
    }
  }
}
