package dev.threeway.queryapi.http;

import dev.threeway.queryapi.history.BreakRow;
import dev.threeway.queryapi.history.ResultRow;
import dev.threeway.queryapi.live.GroupAnswer;
import dev.threeway.queryapi.live.LiveReads;
import dev.threeway.queryapi.live.NotReadableException;
import dev.threeway.topology.rules.Break;
import dev.threeway.topology.rules.MatchGroup;
import java.util.Optional;

/**
 * Lays the live state over rows of the history, by one look-up for each row: where the store of
 * this instance has a newer version, it is shown. A row whose transaction another instance owns, or
 * whose partition cannot be read, is shown as the history has it and says so.
 */
final class LiveOverlay {
  private final LiveReads reads;

  LiveOverlay(LiveReads reads) {
    this.reads = reads;
  }

  TransactionSummaryView over(ResultRow row) {
    GroupAnswer.Here here = here(row.txnId());
    if (here == null) {
      return TransactionSummaryView.stored(row, false);
    }
    Optional<MatchGroup> newer =
        here.group().filter(group -> group.resultVersion() > row.version());
    // What is past its retention in the store has its last word in the history.
    return newer
        .map(group -> TransactionSummaryView.live(row, group))
        .orElseGet(() -> TransactionSummaryView.stored(row, true));
  }

  BreakView over(BreakRow row, PersonalData personal) {
    GroupAnswer.Here here = here(row.txnId());
    if (here == null) {
      return BreakView.of(row, personal).withCurrent(false);
    }
    return here.group()
        .flatMap(group -> find(group, row.mismatchId()))
        .filter(live -> live.version() > row.version())
        .map(live -> BreakView.of(row.txnId(), live, personal))
        .orElseGet(() -> BreakView.of(row, personal))
        .withCurrent(true);
  }

  /** The live version of a break; empty if its group has none, or is not in a store any more. */
  static Optional<Break> find(MatchGroup group, String mismatchId) {
    return group.breaks().stream()
        .filter(
            each ->
                Break.id(group.txnId(), each.finding().type(), each.finding().missingSource())
                    .toString()
                    .equals(mismatchId))
        .findFirst();
  }

  /** Null if this instance cannot say. */
  private GroupAnswer.Here here(String txnId) {
    try {
      return reads.group(txnId, false) instanceof GroupAnswer.Here here ? here : null;
    } catch (NotReadableException moving) {
      return null;
    }
  }
}
