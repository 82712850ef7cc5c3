package dev.threeway.queryapi.app;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** The Kafka Connect cluster that fills the history, {@code threeway.connect.*}. */
@ConfigMapping(prefix = "threeway.connect")
public interface ConnectConfig {
  /** The address of any worker; without it the health of the connectors is not looked at. */
  Optional<String> url();
}
