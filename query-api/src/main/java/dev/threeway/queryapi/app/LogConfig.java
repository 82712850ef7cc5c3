package dev.threeway.queryapi.app;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import org.slf4j.event.Level;

/** What is logged, {@code threeway.log.*}. */
@ConfigMapping(prefix = "threeway.log")
public interface LogConfig {
  /** The least level of Threeway's own log lines; libraries log warnings and errors alone. */
  @WithDefault("INFO")
  Level level();
}
