package dev.threeway.queryapi.live;

import dev.threeway.topology.join.OpenBreak;
import java.util.List;

/** Open breaks, newest first, and the partitions that they were read from. */
public record OpenBreakList(List<OpenBreak> items, Coverage coverage) {
  public OpenBreakList {
    items = List.copyOf(items);
  }
}
