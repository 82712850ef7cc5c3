package dev.threeway.queryapi.app;

import dev.threeway.queryapi.audit.AuditLog;
import dev.threeway.queryapi.audit.AuditSettings;
import dev.threeway.topology.app.EngineConfig;
import dev.threeway.topology.app.EngineConfig.DurationConverter;
import dev.threeway.topology.app.StartupException;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** How the audit log is kept, {@code threeway.audit.*}; it lies in the history's database. */
@ConfigMapping(prefix = "threeway.audit")
public interface AuditConfig {
  /** Where events wait while the log cannot be written. */
  Optional<Path> queueDir();

  /** How many events may wait. */
  @WithDefault("200000")
  @WithConverter(HttpConfig.PositiveConverter.class)
  int queueEvents();

  /** How often the head of the chain is published, if it has moved. */
  @WithDefault("10s")
  @WithConverter(DurationConverter.class)
  Duration anchorInterval();

  /** How often the chain is verified. */
  @WithDefault("1h")
  @WithConverter(DurationConverter.class)
  Duration verifyInterval();

  /**
   * The log that these settings describe; empty where there is no database.
   *
   * @throws StartupException if its local queue cannot be opened
   */
  default Optional<AuditLog> open(Settings settings, InstantSource clock, MeterRegistry metrics) {
    HistoryConfig history = settings.history();
    EngineConfig.EngineSettings engine = settings.engine().engine();
    try {
      return history
          .jdbcUrl()
          .map(
              url ->
                  new AuditLog(
                      new AuditSettings(
                          url,
                          history.user(),
                          history.secret(),
                          queueDir().orElseGet(() -> engine.stateDir().resolve("audit-queue")),
                          queueEvents(),
                          KafkaClients.properties(settings.engine().kafka()),
                          engine.instanceId().orElseGet(engine::applicationId),
                          anchorInterval(),
                          verifyInterval()),
                      clock,
                      metrics));
    } catch (UncheckedIOException unusable) {
      throw new StartupException(
          unusable.getMessage()
              + ": set threeway.audit.queue-dir to a folder of this instance alone",
          unusable);
    }
  }
}
