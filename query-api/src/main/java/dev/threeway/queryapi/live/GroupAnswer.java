package dev.threeway.queryapi.live;

import dev.threeway.topology.rules.MatchGroup;
import java.util.List;
import java.util.Optional;

/** Where a look-up of a transaction ended. */
public sealed interface GroupAnswer {
  /**
   * This instance could read the transaction's partition.
   *
   * @param group empty if no leg of the transaction is on file
   * @param copied the copy that was read; empty if this instance owns the partition
   */
  record Here(Optional<MatchGroup> group, Optional<Coverage.Copied> copied)
      implements GroupAnswer {}

  /**
   * Other instances have the transaction's partition.
   *
   * @param owner {@code host:port} of the one that owns it; empty while there is none
   * @param copies those that keep a copy; empty unless a copy will do
   */
  record Elsewhere(Optional<String> owner, int partition, List<String> copies)
      implements GroupAnswer {}
}
