package dev.threeway.queryapi.http;

import dev.threeway.queryapi.live.Coverage;
import java.util.List;

/**
 * What a list covers.
 *
 * @param missing the partitions that are not in the list
 * @param restoring of those the ones that are being restored; null if there are none
 * @param stale the partitions that were read from a copy; null if there are none
 */
record PartitionsView(
    int total,
    int answered,
    List<Integer> missing,
    List<Coverage.Restoring> restoring,
    List<Coverage.Copied> stale) {
  static PartitionsView of(Coverage coverage) {
    return new PartitionsView(
        coverage.total(),
        coverage.answered(),
        coverage.missing(),
        orNull(coverage.restoring()),
        orNull(coverage.copied()));
  }

  Coverage coverage() {
    return new Coverage(total, missing, orEmpty(stale), orEmpty(restoring));
  }

  private static <T> List<T> orNull(List<T> list) {
    return list.isEmpty() ? null : list;
  }

  private static <T> List<T> orEmpty(List<T> list) {
    return list == null ? List.of() : list;
  }
}
