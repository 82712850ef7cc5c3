package dev.threeway.topology.app;

import dev.threeway.topology.flow.AvroSerdes;
import dev.threeway.topology.flow.PartitionNumbering;
import dev.threeway.topology.flow.ReconciliationFlow;
import dev.threeway.topology.join.Stores;
import dev.threeway.topology.join.ThreeWayJoin;
import dev.threeway.topology.rules.RuleSet;
import dev.threeway.topology.rules.RuleSetReader;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;

/**
 * The matching engine of one instance: checks that it can start, runs the topology, and stops it
 * cleanly. Thread-safe.
 */
public final class Engine implements AutoCloseable {
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(30);

  /** The thread has legs to read and heartbeats to send: a sweep never holds it for longer. */
  private static final Duration SWEEP_BUDGET = Duration.ofMillis(40);

  private final Admin admin;
  private final BrokerInputHorizon horizon;
  private final KafkaStreams streams;
  private final Duration probeInterval;

  private Engine(
      Admin admin, BrokerInputHorizon horizon, KafkaStreams streams, Duration probeInterval) {
    this.admin = admin;
    this.horizon = horizon;
    this.streams = streams;
    this.probeInterval = probeInterval;
  }

  /**
   * Makes an engine that is ready to start.
   *
   * @param applicationServer {@code host:port} at which other instances reach this one's queries
   * @param onFatal told why the engine stopped for good; called by a stream thread
   * @throws StartupException with one line that names what is wrong with the settings or the topics
   */
  public static Engine create(
      EngineConfig config, String applicationServer, Consumer<EngineFailure> onFatal) {
    InstantSource clock = InstantSource.system();
    Admin admin = Admin.create(adminProperties(config));
    BrokerInputHorizon horizon =
        new BrokerInputHorizon(admin, config.engine().applicationId(), clock);
    try {
      Topology topology = topology(config, horizon);
      StartupChecks.checkTopics(admin, config.kafka().bootstrapServers());
      KafkaStreams streams =
          new KafkaStreams(topology, StreamsProperties.of(config, applicationServer, horizon));
      streams.setUncaughtExceptionHandler(new ThreadFailures(clock, onFatal));
      return new Engine(admin, horizon, streams, config.engine().sweepInterval());
    } catch (RuntimeException e) {
      horizon.close();
      admin.close(Duration.ZERO);
      throw e;
    }
  }

  /** Begins to read. */
  public void start() {
    horizon.start(probeInterval);
    streams.start();
  }

  /** The running client, for its state, its metrics and its stores. */
  public KafkaStreams streams() {
    return streams;
  }

  /** Commits what is done and stops. */
  @Override
  public void close() {
    streams.close(CLOSE_PATIENCE);
    horizon.close();
    admin.close(Duration.ZERO);
  }

  private static Topology topology(EngineConfig config, BrokerInputHorizon horizon) {
    EngineConfig.EngineSettings engine = config.engine();
    try {
      RuleSet rules = engine.rules().map(RuleSetReader::read).orElse(RuleSet.DEFAULT);
      return new ReconciliationFlow(
              engine.window(),
              engine.grace(),
              new ThreeWayJoin.Settings(
                  rules,
                  engine.retention(),
                  engine.maxFutureSkew(),
                  engine.sweepInterval(),
                  SWEEP_BUDGET,
                  Stores.Kind.LOGGED,
                  horizon),
              serdes(config),
              PartitionNumbering.AS_READ)
          .get();
    } catch (IllegalArgumentException e) {
      throw new StartupException("The settings contradict one another: " + e.getMessage(), e);
    }
  }

  /** The serdes of Avro values that the settings name. */
  public static AvroSerdes serdes(EngineConfig config) {
    Map<String, Object> settings = new HashMap<>(config.registry().properties());
    settings.put("schema.registry.url", config.registry().url());
    return new AvroSerdes(
        config.serde().valueSerializer(), config.serde().valueDeserializer(), settings);
  }

  private static Map<String, Object> adminProperties(EngineConfig config) {
    Map<String, Object> properties = new HashMap<>(config.kafka().properties());
    properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, config.kafka().bootstrapServers());
    return properties;
  }
}
