package dev.threeway.topology.app;

import dev.threeway.topology.join.Stores;
import dev.threeway.topology.join.SweepTimes;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** The settings of Kafka Streams; each that is not its default says why. */
public final class StreamsProperties {
  private static final long MB = 1024L * 1024L;
  private static final int HEARTBEATS_PER_SESSION = 4;
  private static final int FETCH_BYTES = 64 * 1024;
  private static final int FETCHES_PER_COMMIT = 5;

  private StreamsProperties() {}

  /**
   * @param applicationServer {@code host:port} at which other instances reach this one's queries
   * @param partitions of each input topic: the memory for buffers is divided among them
   */
  static Properties of(
      EngineConfig config,
      String applicationServer,
      int partitions,
      BrokerInputHorizon horizon,
      SweepTimes sweeps) {
    Properties properties = of(config, applicationServer);
    properties.put(
        Stores.BUFFER_BYTES, Long.toString(config.engine().recordCacheMb() * MB / partitions));
    properties.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG),
        PositionInterceptor.class.getName());
    properties.put(StreamsConfig.mainConsumerPrefix(PositionInterceptor.HORIZON), horizon);
    properties.put(SweepTimes.PROPERTY, sweeps);
    return properties;
  }

  /**
   * What another topology needs in order to run as the engine does: for comparisons.
   *
   * @param applicationServer as above
   */
  public static Properties of(EngineConfig config, String applicationServer) {
    EngineConfig.EngineSettings engine = config.engine();
    Properties properties = new Properties();
    properties.putAll(config.kafka().properties());
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, engine.applicationId());
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, config.kafka().bootstrapServers());
    properties.put(StreamsConfig.APPLICATION_SERVER_CONFIG, applicationServer);
    properties.put(StreamsConfig.STATE_DIR_CONFIG, engine.stateDir().toString());
    properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, engine.threads());
    properties.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, engine.standbys());
    properties.put(StreamsConfig.ACCEPTABLE_RECOVERY_LAG_CONFIG, engine.acceptableRecoveryLag());
    properties.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, engine.replicationFactor());

    // A reader sees each version of a break once, whatever fails.
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, engine.commitInterval().toMillis());
    // For a topology whose stores have no buffer of their own, as the engine's have.
    properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, engine.recordCacheMb() * MB);
    // Every internal topic keeps its name when the topology changes.
    properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
    properties.put(BoundedRocksDb.MEMORY_MB, engine.rocksdbMb());

    // The first start must not skip legs that were there before it.
    properties.put(
        StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
    // Kafka's 45 s would be 45 s without answers; heartbeats have a thread of their own.
    properties.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG),
        Math.toIntExact(engine.sessionTimeout().toMillis()));
    properties.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG),
        Math.toIntExact(engine.sessionTimeout().toMillis() / HEARTBEATS_PER_SESSION));
    // Who takes over cannot go on before the transaction that a dead instance left open is aborted.
    properties.put(
        StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
        Math.toIntExact(engine.sessionTimeout().toMillis()));
    engine
        .instanceId()
        .ifPresent(
            id ->
                properties.put(
                    StreamsConfig.consumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), id));
    batch(properties, engine.commitInterval());
    // Results and changelog records are alike: they shrink to a third.
    properties.putIfAbsent(
        StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
    return properties;
  }

  /**
   * Fewer and larger requests where little comes in: what is read is shown at the next commit, what
   * is written can be seen after it, and copies may lag. Where much comes in, a fetch is full and a
   * batch leaves before these times are over.
   */
  private static void batch(Properties properties, Duration commitInterval) {
    properties.putIfAbsent(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.FETCH_MIN_BYTES_CONFIG), FETCH_BYTES);
    properties.putIfAbsent(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG),
        Math.toIntExact(commitInterval.toMillis() / FETCHES_PER_COMMIT));
    properties.putIfAbsent(
        StreamsConfig.restoreConsumerPrefix(ConsumerConfig.FETCH_MIN_BYTES_CONFIG), FETCH_BYTES);
    properties.putIfAbsent(
        StreamsConfig.restoreConsumerPrefix(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG),
        Math.toIntExact(commitInterval.toMillis()));
    properties.putIfAbsent(
        StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG),
        Math.toIntExact(commitInterval.toMillis()));
  }
}
