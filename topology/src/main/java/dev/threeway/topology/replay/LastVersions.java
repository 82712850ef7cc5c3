package dev.threeway.topology.replay;

import dev.threeway.schemas.records.GroupStatus;
import dev.threeway.schemas.records.Mismatch;
import dev.threeway.schemas.records.ReconciliationResult;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Keeps the last version of every break and counts what else is published: what a summary and a
 * comparison are made from. Memory grows with the number of breaks alone. Confined to one thread.
 */
public final class LastVersions implements ReplayOutput {
  private final Map<String, Mismatch> breaks = new LinkedHashMap<>();
  private final Map<GroupStatus, Long> results = new EnumMap<>(GroupStatus.class);
  private final Map<String, Long> deadLetters = new TreeMap<>();
  private long versions;

  @Override
  public void mismatch(String key, Instant timestamp, Mismatch value) {
    versions++;
    breaks.put(value.getMismatchId(), value);
  }

  @Override
  public void result(String key, Instant timestamp, ReconciliationResult value) {
    results.merge(value.getStatus(), 1L, Long::sum);
  }

  @Override
  public void deadLetter(String key, Instant timestamp, Map<String, String> headers, byte[] value) {
    deadLetters.merge(headers.get("dlq.reason"), 1L, Long::sum);
  }

  /**
   * The last version of each break, by mismatch_id, in the order in which they were first opened.
   */
  public Map<String, Mismatch> breaks() {
    return Collections.unmodifiableMap(breaks);
  }

  /** How many versions of breaks were published. */
  public long versions() {
    return versions;
  }

  /** How many results were published with each status. */
  public Map<GroupStatus, Long> results() {
    return Collections.unmodifiableMap(results);
  }

  /** How many records were rejected for each reason. */
  public Map<String, Long> deadLetters() {
    return Collections.unmodifiableMap(deadLetters);
  }
}
