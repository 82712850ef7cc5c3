package dev.threeway.queryapi.http;

import dev.threeway.schemas.records.Source;
import dev.threeway.topology.rules.Leg;
import dev.threeway.topology.rules.MatchGroup;
import dev.threeway.topology.rules.Money;
import java.util.List;
import java.util.Objects;

/**
 * A transaction that waits for something.
 *
 * @param due when the waiting ends
 * @param waitingFor the sources whose report, or whose final status, is still awaited
 * @param reported the sources that have reported
 * @param amount what the first of those reported, in the order of the sources
 */
record PendingView(
    String txnId,
    String due,
    List<Source> waitingFor,
    List<Source> reported,
    String amount,
    String currency,
    String firstEventTime) {
  PendingView {
    Objects.requireNonNull(txnId);
    Objects.requireNonNull(due);
  }

  static PendingView of(MatchGroup group) {
    Leg first = group.legs().get(0);
    return new PendingView(
        group.txnId(),
        Json.time(group.deadline()),
        GroupView.awaited(group),
        group.legs().stream().map(Leg::source).toList(),
        Money.format(first.amount(), first.currency()),
        first.currency(),
        Json.time(group.firstEventTime()));
  }
}
