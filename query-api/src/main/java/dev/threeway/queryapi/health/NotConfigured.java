package dev.threeway.queryapi.health;

import dev.threeway.queryapi.health.PartHealth.Status;
import java.util.List;

/**
 * A part that this instance is not told about.
 *
 * @param setting what would tell it
 */
public record NotConfigured(String part, String setting) implements HealthCheck {
  @Override
  public PartHealth look() {
    return new PartHealth(
        part, Status.NOT_CONFIGURED, "%s is not set.".formatted(setting), List.of());
  }
}
