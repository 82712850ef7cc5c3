package dev.threeway.topology.rules;

import dev.threeway.schemas.records.BreakState;
import dev.threeway.schemas.records.BreakType;
import dev.threeway.schemas.records.Resolution;
import dev.threeway.schemas.records.Source;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/**
 * One version of a confirmed disagreement inside a match group.
 *
 * @param finding what disagrees; for a resolved break, what disagreed last
 * @param version 1 for the first that is published, one more with every published change
 * @param resolution null while the break is open
 * @param windowStart the group's earliest event time, in ms since the epoch
 * @param deadline in ms since the epoch
 * @param detectedAt wall-clock ms at which the break was last opened
 * @param resolvedAt wall-clock ms at which it was resolved; 0 while it is open
 * @param ruleVersion the version of the rules that decided
 * @param evidence where the reports that it rests on can be read
 */
public record Break(
    Finding finding,
    int version,
    BreakState state,
    Resolution resolution,
    long windowStart,
    long deadline,
    long detectedAt,
    long resolvedAt,
    String ruleVersion,
    List<Position> evidence) {

  public boolean isOpen() {
    return state == BreakState.OPEN;
  }

  /**
   * The id of a break: a name-based UUID, so that the same input gives the same id on every run.
   *
   * @param missingSource null for every type but MISSING
   */
  public static UUID id(String txnId, BreakType type, Source missingSource) {
    // A valid txn_id has no control characters, so that the parts cannot run into one another.
    String name = txnId + '\n' + type + (missingSource == null ? "" : "\n" + missingSource);
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
  }
}
