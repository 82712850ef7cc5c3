package dev.threeway.benchmarks.contenders;

import dev.threeway.benchmarks.contender.ContenderSettings;
import dev.threeway.topology.app.StreamsProperties;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a topology with the engine's own settings until the process is told to stop. */
final class StreamsProcess {
  private static final Logger LOG = LoggerFactory.getLogger(StreamsProcess.class);
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(30);
  private static final int FAILED = 1;

  private StreamsProcess() {}

  /**
   * Returns when the topology has stopped.
   *
   * @param more settings of Kafka Streams that this topology alone needs
   */
  static void run(Topology topology, ContenderSettings settings, Map<String, ?> more) {
    Properties properties =
        StreamsProperties.of(EngineProperties.config(settings), "127.0.0.1:" + settings.httpPort());
    properties.putAll(more);
    CountDownLatch stopped = new CountDownLatch(1);
    KafkaStreams streams = new KafkaStreams(topology, properties);
    streams.setUncaughtExceptionHandler(
        failure -> {
          // A benchmark of something that fails is none: the harness sees the end of the process.
          LOG.error("A stream thread failed", failure);
          Runtime.getRuntime().halt(FAILED);
          return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
    streams.setStateListener(
        (now, before) -> {
          if (now == KafkaStreams.State.RUNNING) {
            settings.ready();
          } else if (now == KafkaStreams.State.NOT_RUNNING) {
            stopped.countDown();
          }
        });
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> streams.close(CLOSE_PATIENCE), "shutdown"));
    streams.start();
    try {
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
