package dev.threeway.queryapi.app;

import dev.threeway.queryapi.history.History;
import dev.threeway.queryapi.history.HistorySettings;
import dev.threeway.topology.app.EngineConfig.DurationConverter;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.spi.Converter;

/** Where the history is, {@code threeway.history.*}; without an address there is none. */
@ConfigMapping(prefix = "threeway.history")
public interface HistoryConfig {
  /** The JDBC address of the PostgreSQL database that the sink fills, without credentials. */
  Optional<String> jdbcUrl();

  /** The role to read it with, and to write the audit log with. */
  @WithDefault("threeway")
  String user();

  /** A file that holds the role's password; better than the password itself. */
  Optional<Path> passwordFile();

  /** The role's password, where there is no file. */
  Optional<String> password();

  /** The most connections at a time. */
  @WithDefault("8")
  @WithConverter(PoolSizeConverter.class)
  int poolSize();

  /** How long a page may take, with all its statements and the wait for a connection. */
  @WithDefault("3s")
  @WithConverter(DurationConverter.class)
  Duration requestTimeout();

  /** How long PostgreSQL may work on a part of an export. */
  @WithDefault("60s")
  @WithConverter(DurationConverter.class)
  Duration exportTimeout();

  /**
   * The history that these settings describe; it is not looked for yet.
   *
   * @throws SettingsException if the password file cannot be read
   */
  default History open() {
    return jdbcUrl().isEmpty()
        ? History.off()
        : History.at(
            new HistorySettings(
                jdbcUrl().get(),
                user(),
                secret(),
                poolSize(),
                requestTimeout(),
                exportTimeout()));
  }

  /** The role's password; null where none is asked for. */
  default String secret() {
    return passwordFile().map(HistoryConfig::secret).or(this::password).orElse(null);
  }

  private static String secret(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException unreadable) {
      throw new SettingsException(
          "threeway.history.password-file is \"%s\", but must be the path of a readable file"
              .formatted(file));
    }
  }

  /** Reads the size of a pool. */
  final class PoolSizeConverter implements Converter<Integer> {
    private static final int LARGEST = 100;

    @Override
    public Integer convert(String value) {
      int size = Integer.parseInt(value);
      if (size < 2 || size > LARGEST) {
        throw new IllegalArgumentException("not the size of a pool: " + value);
      }
      return size;
    }
  }
}
