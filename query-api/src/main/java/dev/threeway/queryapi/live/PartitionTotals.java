package dev.threeway.queryapi.live;

import dev.threeway.schemas.records.Source;
import dev.threeway.topology.join.ControlTotals;

/**
 * What became of every record of one source on one partition.
 *
 * @param source never UNKNOWN
 * @param totals a copy of what the store holds, which nothing else changes
 */
public record PartitionTotals(Source source, int partition, ControlTotals totals) {}
