package dev.threeway.queryapi.history;

import dev.threeway.queryapi.history.HistoryUnavailableException.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The history: what the sink has written to PostgreSQL. Every method throws {@link
 * HistoryUnavailableException} if the database cannot answer. Thread-safe.
 */
public final class History implements AutoCloseable {
  /** Rows that an export holds in memory at a time. */
  static final int FETCH_SIZE = 1_000;

  private final Database database;

  private History(Database database) {
    this.database = database;
  }

  /** A history that need not be there yet: it is looked for when it is asked. */
  public static History at(HistorySettings settings) {
    return new History(new Database(settings));
  }

  /** No history: every question is refused with what to do about it. */
  public static History off() {
    return new History(null);
  }

  /**
   * A page of the transactions, newest first.
   *
   * @param after where the page begins; null for the beginning of the list
   */
  public HistoryPage<ResultRow> transactions(
      TransactionFilter filter, ListPosition after, int limit) {
    return database()
        .read(
            read ->
                TransactionList.page(read, filter, after, limit)
                    .asOf(TransactionList.freshest(read)));
  }

  /**
   * A page of the breaks, open and closed, newest first.
   *
   * @param after where the page begins; null for the beginning of the list
   */
  public HistoryPage<BreakRow> mismatches(MismatchFilter filter, ListPosition after, int limit) {
    return database()
        .read(
            read ->
                MismatchList.page(read, filter, after, limit).asOf(TransactionList.freshest(read)));
  }

  /** The versions of a break, oldest first; empty if there is no such break. */
  public List<BreakRow> versions(String mismatchId) {
    return database().read(read -> MismatchList.versions(read, mismatchId));
  }

  /**
   * Gives every transaction that passes, newest first, out of one snapshot and in constant memory.
   * Whatever {@code rows} throws ends the reading and is thrown on.
   */
  public void exportTransactions(TransactionFilter filter, Consumer<ResultRow> rows) {
    database()
        .export(
            read -> {
              TransactionList.stream(read, filter, FETCH_SIZE, rows);
              return null;
            });
  }

  /**
   * Gives every break that passes, newest first, out of one snapshot and in constant memory.
   * Whatever {@code rows} throws ends the reading and is thrown on.
   */
  public void exportMismatches(MismatchFilter filter, Consumer<BreakRow> rows) {
    database()
        .export(
            read -> {
              MismatchList.stream(read, filter, FETCH_SIZE, rows);
              return null;
            });
  }

  /** When the newest result was decided; empty if there is none. */
  public Optional<Instant> freshest() {
    return Optional.ofNullable(database().read(TransactionList::freshest));
  }

  /** How many connections are in use. */
  public int activeConnections() {
    return database == null ? 0 : database.active();
  }

  private Database database() {
    if (database == null) {
      throw new HistoryUnavailableException(Reason.OFF, null);
    }
    return database;
  }

  @Override
  public void close() {
    if (database != null) {
      database.close();
    }
  }
}
