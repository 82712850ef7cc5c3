package dev.threeway.queryapi.app;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** The Kafka Connect cluster that fills the history, {@code threeway.connect.*}. */
@ConfigMapping(prefix = "threeway.connect")
public interface ConnectConfig {
  /** The address of any worker; without it the health of the connectors is not looked at. */
  Optional<String> url();

  /**
   * A PEM file with the authorities that vouch for the worker, if those of {@code
   * threeway.http.tls.trust-store}, or Java's own without that, do not.
   */
  Optional<Path> authorities();
}
