package dev.threeway.topology.app;

import dev.threeway.topology.rules.DurationText;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.spi.Converter;

/** The settings of the engine, {@code threeway.*}. */
@ConfigMapping(prefix = "threeway")
public interface EngineConfig {
  Kafka kafka();

  Registry registry();

  Serde serde();

  EngineSettings engine();

  /** The Kafka cluster. */
  interface Kafka {
    /** Brokers to start from: {@code host:port}, several by comma. */
    @WithDefault("localhost:9092")
    String bootstrapServers();

    /** Further client settings by their Kafka names, such as {@code security.protocol}. */
    Map<String, String> properties();
  }

  /** The schema registry. */
  interface Registry {
    /** Addresses of the registry's Confluent API, several by comma. */
    @WithDefault("http://localhost:8081")
    String url();

    /** Further serde settings by Confluent's names, such as {@code basic.auth.user.info}. */
    Map<String, String> properties();
  }

  /** The Avro serde; Confluent's classes may stand here where they are on the class path. */
  interface Serde {
    /** The class that writes Avro values. */
    @WithDefault("dev.threeway.schemas.wire.AvroSerializer")
    String valueSerializer();

    /** The class that reads Avro values. */
    @WithDefault("dev.threeway.schemas.wire.AvroDeserializer")
    String valueDeserializer();
  }

  /** The matching engine. */
  interface EngineSettings {
    /** Names the consumer group, the changelogs and the state; the same for every instance. */
    @WithDefault("threeway")
    String applicationId();

    /** Keeps an instance's place in the group through a restart; unique for each instance. */
    Optional<String> instanceId();

    /**
     * After how much silence of an instance others take over its partitions; a restart has to be
     * quicker to find its place again.
     */
    @WithDefault("10s")
    @WithConverter(DurationConverter.class)
    Duration sessionTimeout();

    /** The largest event-time distance between the first and the last leg of a transaction. */
    @WithDefault("5m")
    @WithConverter(DurationConverter.class)
    Duration window();

    /** How much longer to wait for a leg that is out of order. */
    @WithDefault("30s")
    @WithConverter(DurationConverter.class)
    Duration grace();

    /** How long a transaction stays after its deadline. */
    @WithDefault("24h")
    @WithConverter(DurationConverter.class)
    Duration retention();

    /** How far ahead of the clock an event time may lie. */
    @WithDefault("5m")
    @WithConverter(DurationConverter.class)
    Duration maxFutureSkew();

    /** A rules file; without one the default rules hold. */
    Optional<Path> rules();

    /** Where the state stores lie. */
    @WithDefault("/var/lib/threeway")
    Path stateDir();

    /** Stream threads of this instance. */
    @WithDefault("2")
    int threads();

    /** How many further instances, if there are as many, keep a copy of each store. */
    @WithDefault("1")
    int standbys();

    /**
     * How many changelog records a copy may lack and still take over its partition at once, instead
     * of after it has caught up.
     */
    @WithDefault("10000")
    long acceptableRecoveryLag();

    /** How often results are committed: what a reader waits for at the most, against cache hits. */
    @WithDefault("100ms")
    @WithConverter(DurationConverter.class)
    Duration commitInterval();

    /** How often deadlines are looked at. */
    @WithDefault("100ms")
    @WithConverter(DurationConverter.class)
    Duration sweepInterval();

    /** How many copies of each changelog the brokers keep; -1 for the brokers' default. */
    @WithDefault("-1")
    int replicationFactor();

    /** Memory for what the stores hold back until a commit, all together, in MB. */
    @WithDefault("64")
    int recordCacheMb();

    /** Memory for RocksDB's blocks and write buffers of all stores together, in MB. */
    @WithDefault("256")
    int rocksdbMb();
  }

  /** Reads {@code 5m}, {@code 30s}, {@code 500ms}. */
  final class DurationConverter implements Converter<Duration> {
    @Override
    public Duration convert(String value) {
      return DurationText.parse(value);
    }
  }
}
