package dev.threeway.queryapi.push;

import dev.threeway.schemas.records.Severity;
import java.util.Map;

/**
 * Open breaks by severity.
 *
 * @param bySeverity a severity without open breaks is absent
 * @param complete whether every partition was counted; other instances count theirs
 */
public record OpenBreakCounts(Map<Severity, Long> bySeverity, boolean complete) {
  public OpenBreakCounts {
    bySeverity = Map.copyOf(bySeverity);
  }
}
