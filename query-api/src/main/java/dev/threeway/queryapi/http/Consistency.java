package dev.threeway.queryapi.http;

import java.util.List;
import java.util.Set;

/**
 * How much a caller puts up with.
 *
 * @param strict an answer that misses partitions is refused
 * @param stale a copy that may lag will do where the owner of a partition does not answer
 */
record Consistency(boolean strict, boolean stale) {
  static final String STRICT = "strict";
  static final String CONSISTENCY = "consistency";

  /** The parameters that it is read from. */
  static final Set<String> PARAMETERS = Set.of(STRICT, CONSISTENCY);

  private static final String STALE = "stale";

  static Consistency of(Query query) {
    return new Consistency(query.flag(STRICT), stale(query));
  }

  /** The same for an answer that is looked at before it is refused. */
  Consistency lenient() {
    return new Consistency(false, stale);
  }

  /** Whether a copy will do, for a resource that is whole or not there. */
  static boolean stale(Query query) {
    return STALE.equals(query.oneOf(CONSISTENCY, List.of("current", STALE)));
  }
}
