package dev.threeway.topology.app;

import dev.threeway.topology.flow.AvroSerdes;
import dev.threeway.topology.flow.PartitionNumbering;
import dev.threeway.topology.flow.ReconciliationFlow;
import dev.threeway.topology.join.Stores;
import dev.threeway.topology.join.SweepTimes;
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
import org.apache.kafka.streams.CloseOptions;
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
  private final RuleSet rules;
  private final int partitions;
  private final SweepTimes sweeps;
  private final Duration probeInterval;

  private Engine(
      Admin admin,
      BrokerInputHorizon horizon,
      KafkaStreams streams,
      RuleSet rules,
      int partitions,
      SweepTimes sweeps,
      Duration probeInterval) {
    this.admin = admin;
    this.horizon = horizon;
    this.streams = streams;
    this.rules = rules;
    this.partitions = partitions;
    this.sweeps = sweeps;
    this.probeInterval = probeInterval;
  }

  /**
   * Makes an engine that is ready to start.
   *
   * @param applicationServer {@code host:port} at which other instances reach this one's queries
   * @param onFatal told why the engine stopped for good; called by a stream thread
   * @throws StartupException with one line that names what is wrong with the settings, the topics
   *     or the state
   */
  public static Engine create(
      EngineConfig config, String applicationServer, Consumer<EngineFailure> onFatal) {
    InstantSource clock = InstantSource.system();
    Admin admin = openAdmin(config);
    BrokerInputHorizon horizon =
        new BrokerInputHorizon(admin, config.engine().applicationId(), clock);
    SweepTimes sweeps = new SweepTimes();
    try {
      RuleSet rules = rules(config.engine());
      Topology topology = topology(config, rules, horizon);
      String brokers = config.kafka().bootstrapServers();
      int partitions = StartupChecks.checkTopics(admin, brokers);
      StartupChecks.checkState(admin, config.engine().applicationId(), brokers);
      KafkaStreams streams =
          new KafkaStreams(
              topology,
              StreamsProperties.of(config, applicationServer, partitions, horizon, sweeps));
      streams.setUncaughtExceptionHandler(new ThreadFailures(clock, onFatal));
      return new Engine(
          admin, horizon, streams, rules, partitions, sweeps, config.engine().sweepInterval());
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

  /** The rules in force. */
  public RuleSet rules() {
    return rules;
  }

  /** A client of the brokers with an engine's settings, for whoever asks how they are. */
  public static Admin openAdmin(EngineConfig config) {
    return Admin.create(adminProperties(config));
  }

  /** How many partitions each input topic has. */
  public int partitions() {
    return partitions;
  }

  /** How long each look at the deadlines holds a stream thread. */
  public SweepTimes sweeps() {
    return sweeps;
  }

  /**
   * Commits what is done, leaves the group, so that others answer for its partitions at once and
   * not when its session is over, and stops.
   */
  @Override
  public void close() {
    streams.close(
        CloseOptions.timeout(CLOSE_PATIENCE)
            .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
    horizon.close();
    admin.close(Duration.ZERO);
  }

  private static RuleSet rules(EngineConfig.EngineSettings engine) {
    try {
      return engine.rules().map(RuleSetReader::read).orElse(RuleSet.DEFAULT);
    } catch (IllegalArgumentException e) {
      throw contradiction(e);
    }
  }

  private static Topology topology(EngineConfig config, RuleSet rules, BrokerInputHorizon horizon) {
    EngineConfig.EngineSettings engine = config.engine();
    try {
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
      throw contradiction(e);
    }
  }

  private static StartupException contradiction(IllegalArgumentException e) {
    return new StartupException("The settings contradict one another: " + e.getMessage(), e);
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
