package dev.threeway.queryapi.history;

import java.util.List;

/**
 * A page of a list.
 *
 * @param rows may be fewer than were asked for, also where the list goes on: a page looks at a
 *     bounded number of rows, whatever the filter
 * @param next where the list goes on; null if this is its end
 */
public record HistoryPage<T>(List<T> rows, ListPosition next) {
  public HistoryPage {
    rows = List.copyOf(rows);
  }
}
