package dev.threeway.deploy.check;

import dev.threeway.schemas.records.BreakState;
import dev.threeway.schemas.records.BreakType;
import dev.threeway.schemas.records.Resolution;
import dev.threeway.schemas.records.Source;
import dev.threeway.simulator.score.DetectedBreak;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One version of a break, as some place shows it.
 *
 * @param mismatchId the break
 * @param version of the break
 * @param txnId the transaction
 * @param type what disagrees
 * @param missingSource the silent source of a {@code MISSING} break, otherwise null
 * @param state open or resolved
 * @param resolution why it is closed; null while it is open
 */
public record FoundBreak(
    String mismatchId,
    int version,
    String txnId,
    BreakType type,
    Source missingSource,
    BreakState state,
    Resolution resolution) {

  /** The same for the score. */
  DetectedBreak detected() {
    return new DetectedBreak(txnId, type, missingSource, state, resolution);
  }

  /** The last version of each break, by its id. */
  public static Map<String, FoundBreak> latest(Collection<FoundBreak> versions) {
    Map<String, FoundBreak> latest = new LinkedHashMap<>();
    for (FoundBreak version : versions) {
      latest.merge(
          version.mismatchId(),
          version,
          (known, other) -> other.version() >= known.version() ? other : known);
    }
    return latest;
  }
}
