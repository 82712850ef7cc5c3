package dev.threeway.queryapi.push;

import java.util.List;

/**
 * A piece of a client's backlog.
 *
 * @param gaps what the client does not get
 * @param from where the piece begins, behind the gaps
 * @param end where the next piece begins
 */
record Chunk(Layout layout, List<Gap> gaps, long[] from, List<TopicRecord> records, long[] end) {
  /**
   * What a client asks for.
   *
   * @param checked whether the topics are known to hold the position
   */
  record Request(Layout layout, long[] position, boolean checked) {}
}
