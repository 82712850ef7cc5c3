package dev.threeway.queryapi.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;

/** A row of the table, as it stands there, whole or not. */
final class AuditRow {
  static final String COLUMNS =
      "sequence, occurred_at, event_id, user_name, subject, roles, action, resource, outcome,"
          + " address, trace_id, detail, previous_hash, hash";

  private final long sequence;
  private final AuditEvent event;
  private final byte[] previousHash;
  private final byte[] hash;

  AuditRow(long sequence, AuditEvent event, byte[] previousHash, byte[] hash) {
    this.sequence = sequence;
    this.event = event;
    this.previousHash = previousHash.clone();
    this.hash = hash.clone();
  }

  /** The row that a result stands at, which has {@link #COLUMNS}. */
  static AuditRow of(ResultSet row) throws SQLException {
    return new AuditRow(
        row.getLong("sequence"),
        new AuditEvent(
            row.getObject("event_id", UUID.class),
            row.getObject("occurred_at", OffsetDateTime.class).toInstant(),
            row.getString("user_name"),
            row.getString("subject"),
            Arrays.asList((String[]) row.getArray("roles").getArray()),
            row.getString("action"),
            row.getString("resource"),
            row.getString("outcome"),
            row.getString("address"),
            row.getString("trace_id"),
            row.getString("detail")),
        row.getBytes("previous_hash"),
        row.getBytes("hash"));
  }

  long sequence() {
    return sequence;
  }

  AuditEvent event() {
    return event;
  }

  ChainHead head() {
    return new ChainHead(sequence, hash);
  }

  String hexHash() {
    return HexFormat.of().formatHex(hash);
  }

  boolean follows(ChainHead before) {
    return Arrays.equals(previousHash, before.hash());
  }

  /** Whether the hash is that of the content. */
  boolean isIntact() {
    return isIntactAs(sequence);
  }

  /** Whether the hash is that of the content at another place. */
  boolean isIntactAs(long place) {
    return Arrays.equals(hash, ChainHash.of(place, previousHash, event));
  }
}
