package dev.threeway.queryapi.audit;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Appends rows to the chain that all instances share. */
final class ChainWriter {
  /** The advisory lock that whoever appends holds to the end of the transaction. */
  private static final long LOCK = 0x7468_7265_6577_6179L;

  private static final String INSERT =
      "INSERT INTO audit_logs ("
          + AuditRow.COLUMNS
          + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

  private ChainWriter() {}

  /**
   * Appends events in one transaction, and commits it. Events that are rows already are left out:
   * they were delivered before.
   *
   * @param connection in a transaction of isolation READ COMMITTED
   * @return the head of the chain afterwards
   */
  static ChainHead append(Connection connection, List<AuditEvent> events) throws SQLException {
    lock(connection);
    // A statement of its own, after the lock: it sees what the holder before has committed.
    ChainHead head = head(connection);
    List<AuditEvent> fresh = fresh(connection, events);
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      for (AuditEvent event : fresh) {
        byte[] hash = ChainHash.of(head.sequence() + 1, head.hash(), event);
        set(connection, insert, head, event, hash);
        insert.addBatch();
        head = new ChainHead(head.sequence() + 1, hash);
      }
      int[] unused = insert.executeBatch();
    }
    connection.commit();
    return head;
  }

  /** Lets nobody else append until the end of the transaction. */
  static void lock(Connection connection) throws SQLException {
    try (PreparedStatement lock = connection.prepareStatement("SELECT pg_advisory_xact_lock(?)")) {
      lock.setLong(1, LOCK);
      lock.execute();
    }
  }

  static ChainHead head(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet last =
            statement.executeQuery(
                "SELECT sequence, hash FROM audit_logs ORDER BY sequence DESC LIMIT 1")) {
      return last.next() ? new ChainHead(last.getLong(1), last.getBytes(2)) : ChainHead.START;
    }
  }

  private static List<AuditEvent> fresh(Connection connection, List<AuditEvent> events)
      throws SQLException {
    Set<UUID> known = new HashSet<>();
    Array ids =
        connection.createArrayOf("uuid", events.stream().map(AuditEvent::id).toArray(UUID[]::new));
    try (PreparedStatement query =
        connection.prepareStatement("SELECT event_id FROM audit_logs WHERE event_id = ANY (?)")) {
      query.setArray(1, ids);
      try (ResultSet found = query.executeQuery()) {
        while (found.next()) {
          known.add(found.getObject(1, UUID.class));
        }
      }
    }
    List<AuditEvent> fresh = new ArrayList<>(events.size());
    for (AuditEvent event : events) {
      if (known.add(event.id())) {
        fresh.add(event);
      }
    }
    return fresh;
  }

  private static void set(
      Connection connection,
      PreparedStatement insert,
      ChainHead before,
      AuditEvent event,
      byte[] hash)
      throws SQLException {
    int column = 1;
    insert.setLong(column++, before.sequence() + 1);
    insert.setObject(column++, event.at().atOffset(ZoneOffset.UTC));
    insert.setObject(column++, event.id());
    insert.setString(column++, event.user());
    insert.setString(column++, event.subject());
    insert.setArray(column++, connection.createArrayOf("text", event.roles().toArray()));
    insert.setString(column++, event.action());
    insert.setString(column++, event.resource());
    insert.setString(column++, event.outcome());
    insert.setString(column++, event.address());
    insert.setString(column++, event.traceId());
    insert.setString(column++, event.detail());
    insert.setBytes(column++, before.hash());
    insert.setBytes(column, hash);
  }
}
