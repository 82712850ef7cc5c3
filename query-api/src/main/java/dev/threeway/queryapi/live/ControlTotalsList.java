package dev.threeway.queryapi.live;

import dev.threeway.schemas.records.Source;
import java.util.List;

/** Control totals by partition, then source, and the partitions that they were read from. */
public record ControlTotalsList(List<PartitionTotals> items, Coverage coverage) {
  public ControlTotalsList {
    items = List.copyOf(items);
  }

  /** Those of one source. */
  public ControlTotalsList of(Source source) {
    return new ControlTotalsList(
        items.stream().filter(item -> item.source() == source).toList(), coverage);
  }

  /** How many records are not accounted for; what one item lacks does not hide in another. */
  public long unexplainedResidual() {
    return items.stream().mapToLong(item -> item.totals().unexplainedResidual()).sum();
  }
}
