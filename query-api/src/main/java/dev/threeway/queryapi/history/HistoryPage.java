package dev.threeway.queryapi.history;

import java.time.Instant;
import java.util.List;

/**
 * A page of a list.
 *
 * @param rows may be fewer than were asked for, also where the list goes on: a page looks at a
 *     bounded number of rows, whatever the filter
 * @param next where the list goes on; null if this is its end
 * @param asOf the time of the newest decision that has arrived in the history, which tells how far
 *     it is behind the live state; null if none has
 */
public record HistoryPage<T>(List<T> rows, ListPosition next, Instant asOf) {
  public HistoryPage {
    rows = List.copyOf(rows);
  }

  HistoryPage<T> asOf(Instant newest) {
    return new HistoryPage<>(rows, next, newest);
  }
}
