package dev.threeway.queryapi.http;

import java.util.List;

/**
 * A page of breaks, open and closed.
 *
 * @param nextCursor absent on the last page
 * @param asOf the time of the newest decision in the history; absent while there is none
 */
record BreakHistoryView(List<BreakView> items, String nextCursor, String asOf) {}
