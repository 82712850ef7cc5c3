package dev.threeway.queryapi.live;

import dev.threeway.topology.rules.MatchGroup;
import java.util.Optional;

/** Where a look-up of a transaction ended. */
public sealed interface GroupAnswer {
  /**
   * This instance owns the transaction's partition.
   *
   * @param group empty if no leg of the transaction is on file
   */
  record Here(Optional<MatchGroup> group) implements GroupAnswer {}

  /**
   * Another instance owns the transaction's partition.
   *
   * @param owner {@code host:port} of that instance
   */
  record Elsewhere(String owner, int partition) implements GroupAnswer {}
}
