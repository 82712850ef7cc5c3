package dev.threeway.queryapi.health;

import dev.threeway.queryapi.audit.ThreatSignals;
import dev.threeway.queryapi.health.PartHealth.Item;
import dev.threeway.queryapi.health.PartHealth.Status;
import java.util.List;

/** What has looked like an attack on this instance lately. That is no fault of any part. */
public final class ThreatCheck implements HealthCheck {
  private static final String PART = "threats";

  private final ThreatSignals signals;

  /** Looks at the signals of an instance. */
  public ThreatCheck(ThreatSignals signals) {
    this.signals = signals;
  }

  @Override
  public String part() {
    return PART;
  }

  @Override
  public PartHealth look() {
    List<Item> items =
        signals.recent().stream()
            .map(
                signal ->
                    new Item(
                        signal.threat().id(),
                        Status.UP,
                        "%s at %s".formatted(signal.who(), signal.at())))
            .toList();
    return new PartHealth(
        PART,
        Status.UP,
        items.isEmpty()
            ? "Nothing looked like an attack in the last %d minutes."
                .formatted(ThreatSignals.SHOWN.toMinutes())
            : "Signals of the last %d minutes: %d; the audit log has them all."
                .formatted(ThreatSignals.SHOWN.toMinutes(), items.size()),
        items);
  }
}
