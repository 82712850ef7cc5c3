package dev.threeway.queryapi.http;

import java.util.List;

/**
 * A page of transactions.
 *
 * @param nextCursor absent on the last page
 * @param asOf the time of the newest decision in the history; absent while there is none
 */
record TransactionListView(List<TransactionSummaryView> items, String nextCursor, String asOf) {}
