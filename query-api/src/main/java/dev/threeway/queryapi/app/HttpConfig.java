package dev.threeway.queryapi.app;

import dev.threeway.topology.app.EngineConfig.DurationConverter;
import dev.threeway.topology.rules.DurationText;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.spi.Converter;

/** Where the API listens, {@code threeway.http.*}. */
@ConfigMapping(prefix = "threeway.http")
public interface HttpConfig {
  /** The address to listen on. */
  @WithDefault("127.0.0.1")
  String host();

  /** The port to listen on; 0 for any free one. */
  @WithDefault("8080")
  @WithConverter(PortConverter.class)
  int port();

  /** The port that serves the metrics; 0 for any free one. */
  @WithDefault("9464")
  @WithConverter(PortConverter.class)
  int metricsPort();

  /** Requests of one caller to one resource in 10 s; 0 for no limit at all. */
  @WithDefault("20")
  @WithConverter(CountConverter.class)
  int rateLimit();

  /** How many connections each port may have open; further ones have to wait. */
  @WithDefault("4096")
  @WithConverter(CountConverter.class)
  int maxConnections();

  /** Origins whose pages may read answers, by comma. */
  Optional<Set<@WithConverter(OriginConverter.class) String>> corsOrigins();

  /** How long the headers of a request may take to arrive. */
  @WithDefault("10s")
  @WithConverter(DurationConverter.class)
  Duration requestTimeout();

  /** {@code host:port} at which other instances reach this one, if that is not host and port. */
  @WithConverter(AddressConverter.class)
  Optional<String> advertised();

  /** The event stream. */
  Stream stream();

  /** The event stream, {@code threeway.http.stream.*}. */
  interface Stream {
    /** How many clients this instance streams to at once. */
    @WithDefault("2000")
    @WithConverter(PositiveConverter.class)
    int maxClients();

    /** How many events are kept in memory for all clients together. */
    @WithDefault("10000")
    @WithConverter(PositiveConverter.class)
    int bufferEvents();

    /** How long a client hears nothing at most; shorter than a connection may be idle. */
    @WithDefault("15s")
    @WithConverter(PaceConverter.class)
    Duration heartbeat();

    /** How often clients get a summary. */
    @WithDefault("5s")
    @WithConverter(PaceConverter.class)
    Duration statsInterval();

    /** From how many input records behind the instance tells its clients. */
    @WithDefault("100000")
    @WithConverter(PositiveConverter.class)
    int lagThreshold();
  }

  /**
   * Signs the cursors of lists; the same for every instance. Made of the application id if unset.
   */
  @WithConverter(KeyConverter.class)
  Optional<String> cursorKey();

  /** Reads a key. */
  final class KeyConverter implements Converter<String> {
    private static final int SHORTEST = 16;

    @Override
    public String convert(String value) {
      if (value.length() < SHORTEST) {
        throw new IllegalArgumentException("too short for a key");
      }
      return value;
    }
  }

  /** Reads a number that is not negative. */
  final class CountConverter implements Converter<Integer> {
    @Override
    public Integer convert(String value) {
      int count = Integer.parseInt(value);
      if (count < 0) {
        throw new IllegalArgumentException("negative: " + value);
      }
      return count;
    }
  }

  /** Reads a number above 0. */
  final class PositiveConverter implements Converter<Integer> {
    @Override
    public Integer convert(String value) {
      int count = Integer.parseInt(value);
      if (count <= 0) {
        throw new IllegalArgumentException("not above 0: " + value);
      }
      return count;
    }
  }

  /** Reads a duration from 1 to 20 seconds. */
  final class PaceConverter implements Converter<Duration> {
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(20);

    @Override
    public Duration convert(String value) {
      Duration pace = DurationText.parse(value);
      if (pace.compareTo(SHORTEST) < 0 || pace.compareTo(LONGEST) > 0) {
        throw new IllegalArgumentException("not from 1s to 20s: " + value);
      }
      return pace;
    }
  }

  /** Reads an origin as a browser names it. */
  final class OriginConverter implements Converter<String> {
    @Override
    public String convert(String value) {
      if (!value.matches("https?://[a-z0-9.\\[\\]:-]+")) {
        throw new IllegalArgumentException("not an origin: " + value);
      }
      return value;
    }
  }

  /** Reads a port. */
  final class PortConverter implements Converter<Integer> {
    private static final int HIGHEST = 65_535;

    @Override
    public Integer convert(String value) {
      int port = Integer.parseInt(value);
      if (port < 0 || port > HIGHEST) {
        throw new IllegalArgumentException("not a port: " + value);
      }
      return port;
    }
  }

  /** Reads {@code host:port}. */
  final class AddressConverter implements Converter<String> {
    @Override
    public String convert(String value) {
      int colon = value.lastIndexOf(':');
      if (colon <= 0) {
        throw new IllegalArgumentException("not an address: " + value);
      }
      int port = new PortConverter().convert(value.substring(colon + 1));
      return value.substring(0, colon) + ":" + port;
    }
  }
}
