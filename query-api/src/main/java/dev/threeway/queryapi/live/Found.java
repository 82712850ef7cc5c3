package dev.threeway.queryapi.live;

import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;

/**
 * A page of a list, and the partitions that it was read from.
 *
 * @param next the position up to which it goes; empty if nothing lies behind it
 * @param examined how many entries of the index were looked at
 */
public record Found<V>(List<V> items, Optional<Bytes> next, int examined, Coverage coverage) {
  public Found {
    items = List.copyOf(items);
  }
}
