package dev.threeway.queryapi.audit;

import dev.threeway.queryapi.audit.ChainBreak.Kind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Walks the chain from its first row on, or from the one that it was pruned up to, and holds its
 * rows against the anchors. Reads a bounded number of rows at a time, in transactions of their own,
 * while others go on writing. Thread-safe.
 */
public final class ChainVerifier {
  private static final int ROWS = 2_000;

  /** A row that was moved is looked for so far behind its place. */
  private static final long MOVED_AT_MOST = 100_000;

  private final ConnectionSource database;
  private final AnchorSource anchors;

  /** Verifies a chain. */
  public ChainVerifier(ConnectionSource database, AnchorReader anchors) {
    this(database, (AnchorSource) anchors);
  }

  ChainVerifier(ConnectionSource database, AnchorSource anchors) {
    this.database = database;
    this.anchors = anchors;
  }

  /**
   * Verifies the chain.
   *
   * @param progress is told the last row that was looked at, now and then
   * @throws SQLException if the table cannot be read
   * @throws org.apache.kafka.common.KafkaException if the anchors cannot be read
   */
  public ChainReport verify(LongConsumer progress) throws SQLException {
    Optional<ChainHead> root = root();
    ChainReport report = verify(root, progress);
    // What is missing may have been pruned meanwhile.
    return report.broken().isEmpty() || root().equals(root) ? report : verify(progress);
  }

  private ChainReport verify(Optional<ChainHead> root, LongConsumer progress) throws SQLException {
    ChainHead last = root.orElse(ChainHead.START);
    Optional<ChainBreak> broken =
        root.isPresent() ? judgeRoot(root.get(), row(root.get().sequence())) : Optional.empty();
    List<AuditRow> rows = broken.isPresent() ? List.of() : rows(last.sequence());
    while (!rows.isEmpty() && broken.isEmpty()) {
      for (AuditRow row : rows) {
        broken = judge(last, row);
        if (broken.isPresent()) {
          break;
        }
        last = row.head();
      }
      progress.accept(last.sequence());
      if (broken.isEmpty()) {
        rows = rows(last.sequence());
      }
    }
    long begin = root.map(ChainHead::sequence).orElse(1L);
    Against against = new Against(begin, lastSequence());
    anchors.forEachBatch(against::take);
    Optional<ChainBreak> first = earlier(broken, against.broken());
    long whole = first.map(found -> found.sequence() - 1).orElse(last.sequence());
    return new ChainReport(begin, whole, last.hexHash(), against.count, first);
  }

  /** What the chain begins with, where the rows before it were pruned; empty if none were. */
  private Optional<ChainHead> root() {
    List<ChainHead> roots = new ArrayList<>();
    anchors.forEachBatch(
        batch -> batch.stream().filter(Anchor::isRoot).map(Anchor::head).forEach(roots::add));
    return roots.stream().max(Comparator.comparingLong(ChainHead::sequence));
  }

  /** What is wrong with the row that a pruned chain begins with. */
  static Optional<ChainBreak> judgeRoot(ChainHead root, Optional<AuditRow> row) {
    if (row.isEmpty()) {
      return Optional.of(
          new ChainBreak(
              root.sequence(),
              Kind.DELETED,
              "row %d, with which the chain begins since it was pruned, is missing"
                  .formatted(root.sequence())));
    }
    if (!row.get().isIntact()) {
      return Optional.of(
          new ChainBreak(
              root.sequence(),
              Kind.CHANGED,
              "row %d does not match its hash: it was changed".formatted(root.sequence())));
    }
    return row.get().head().equals(root)
        ? Optional.empty()
        : Optional.of(
            new ChainBreak(
                root.sequence(),
                Kind.REWRITTEN,
                "row %d is not the one that was anchored when the rows before it were pruned"
                    .formatted(root.sequence())));
  }

  private Optional<AuditRow> row(long sequence) throws SQLException {
    return rows(sequence - 1).stream().filter(row -> row.sequence() == sequence).findFirst();
  }

  private static Optional<ChainBreak> earlier(
      Optional<ChainBreak> one, Optional<ChainBreak> other) {
    if (one.isEmpty() || other.isEmpty()) {
      return one.isPresent() ? one : other;
    }
    return one.get().sequence() <= other.get().sequence() ? one : other;
  }

  /** What is wrong with a row, given the row before it. */
  static Optional<ChainBreak> judge(ChainHead before, AuditRow row) {
    long place = before.sequence() + 1;
    if (row.sequence() > place) {
      long missing = row.sequence() - place;
      return Optional.of(
          new ChainBreak(
              place,
              Kind.DELETED,
              missing == 1
                  ? "row %d is missing".formatted(place)
                  : "rows %d to %d are missing".formatted(place, row.sequence() - 1)));
    }
    boolean follows = row.follows(before);
    if (row.isIntact()) {
      return follows
          ? Optional.empty()
          : Optional.of(
              new ChainBreak(
                  Math.max(1, before.sequence()),
                  Kind.CHANGED,
                  "row %d holds another hash of the row before it, which was replaced"
                      .formatted(place)));
    }
    long original = follows ? place : originalPlace(row);
    return Optional.of(
        original == place
            ? new ChainBreak(
                place,
                Kind.CHANGED,
                "row %d does not match its hash: it was changed".formatted(place))
            : new ChainBreak(
                place,
                Kind.REORDERED,
                "row %d holds what was written as row %d: rows were reordered"
                    .formatted(place, original)));
  }

  /** The place for which a row was written; its own if that is not found. */
  private static long originalPlace(AuditRow row) {
    long first = Math.max(1, row.sequence() - MOVED_AT_MOST);
    for (long place = first; place <= row.sequence() + MOVED_AT_MOST; place++) {
      if (row.isIntactAs(place)) {
        return place;
      }
    }
    return row.sequence();
  }

  private List<AuditRow> rows(long after) throws SQLException {
    try (Connection connection = database.open();
        PreparedStatement query =
            connection.prepareStatement(
                "SELECT %s FROM audit_logs WHERE sequence > ? ORDER BY sequence LIMIT ?"
                    .formatted(AuditRow.COLUMNS))) {
      query.setLong(1, after);
      query.setInt(2, ROWS);
      List<AuditRow> rows = new ArrayList<>();
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          rows.add(AuditRow.of(row));
        }
      }
      return rows;
    }
  }

  private long lastSequence() throws SQLException {
    try (Connection connection = database.open()) {
      return ChainWriter.head(connection).sequence();
    }
  }

  /** Holds anchors against the rows that they name. */
  private final class Against {
    private final long first;
    private final long last;
    private long count;
    private long wrong = Long.MAX_VALUE;
    private long right;

    Against(long first, long last) {
      this.first = first;
      this.last = last;
    }

    void take(List<Anchor> batch) throws SQLException {
      Map<Long, byte[]> hashes = hashes(batch);
      for (Anchor anchor : batch) {
        ChainHead head = anchor.head();
        if (head.sequence() < first) {
          continue;
        }
        count++;
        byte[] found = hashes.get(head.sequence());
        if (found != null && new ChainHead(head.sequence(), found).equals(head)) {
          right = Math.max(right, head.sequence());
        } else {
          wrong = Math.min(wrong, head.sequence());
        }
      }
    }

    Optional<ChainBreak> broken() {
      if (wrong == Long.MAX_VALUE) {
        return Optional.empty();
      }
      if (wrong > last) {
        return Optional.of(
            new ChainBreak(
                last + 1,
                Kind.TRUNCATED,
                "row %d and what follows it are missing from the end: row %d was anchored"
                    .formatted(last + 1, wrong)));
      }
      return Optional.of(
          new ChainBreak(
              wrong,
              Kind.REWRITTEN,
              right > 0 && right < wrong
                  ? "row %d is not the one that was anchored: rows from %d on were rewritten"
                      .formatted(wrong, right + 1)
                  : "row %d is not the one that was anchored: rows up to it were rewritten"
                      .formatted(wrong)));
    }

    private Map<Long, byte[]> hashes(List<Anchor> batch) throws SQLException {
      try (Connection connection = database.open();
          PreparedStatement query =
              connection.prepareStatement(
                  "SELECT sequence, hash FROM audit_logs WHERE sequence = ANY (?)")) {
        query.setArray(
            1,
            connection.createArrayOf(
                "bigint",
                batch.stream().map(anchor -> anchor.head().sequence()).toArray(Long[]::new)));
        Map<Long, byte[]> hashes = new HashMap<>();
        try (ResultSet row = query.executeQuery()) {
          while (row.next()) {
            hashes.put(row.getLong(1), row.getBytes(2));
          }
        }
        return hashes;
      }
    }
  }
}
