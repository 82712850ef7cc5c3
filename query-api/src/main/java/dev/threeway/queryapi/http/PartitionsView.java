package dev.threeway.queryapi.http;

import dev.threeway.queryapi.live.Coverage;
import java.util.List;

/**
 * What a list covers.
 *
 * @param missing the partitions that are not in the list
 */
record PartitionsView(int total, int answered, List<Integer> missing) {
  static PartitionsView of(Coverage coverage) {
    return new PartitionsView(coverage.total(), coverage.answered(), coverage.missing());
  }
}
