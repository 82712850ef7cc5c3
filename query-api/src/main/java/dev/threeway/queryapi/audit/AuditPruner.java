package dev.threeway.queryapi.audit;

import dev.threeway.schemas.topics.Topics;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Removes old rows so that the rest can still be proven: everything before a row that was anchored,
 * which is anchored once more as the root of what is left. Who does so has to own the table, and to
 * write to the topic. Instances may go on writing.
 */
public final class AuditPruner {
  private static final int AT_A_TIME = 20_000;

  private final ConnectionSource owner;
  private final Map<String, Object> kafka;
  private final InstantSource clock;

  /**
   * What was done.
   *
   * @param first the row that the chain begins with
   * @param removed how many rows were before it
   */
  public record Pruned(long first, long removed) {}

  /**
   * A pruner.
   *
   * @param owner opens connections as the owner of the table
   * @param kafka the properties of a client that may read and write {@code audit_anchors}
   */
  public AuditPruner(ConnectionSource owner, Map<String, Object> kafka, InstantSource clock) {
    this.owner = owner;
    this.kafka = new HashMap<>(kafka);
    this.clock = clock;
  }

  /**
   * Removes rows. Stopped in between, it has lost nothing: do it again.
   *
   * @param before nothing of this time or later is removed
   * @param user who asks for it, as the log will say
   * @throws IllegalStateException if the chain is broken: then nothing is removed
   * @throws SQLException if the table cannot be read or changed
   * @throws KafkaException if the topic cannot be read or written
   */
  public Pruned prune(Instant before, String user) throws SQLException {
    AnchorReader anchors = new AnchorReader(kafka);
    ChainReport report = new ChainVerifier(owner, anchors).verify(row -> {});
    if (report.broken().isPresent()) {
      ChainBreak broken = report.broken().get();
      throw new IllegalStateException(
          "the chain is broken at row %d, and is left as it is: %s"
              .formatted(broken.sequence(), broken.reason()));
    }
    long kept = firstKept(before);
    AtomicReference<ChainHead> root = new AtomicReference<>(ChainHead.START);
    anchors.forEachBatch(
        batch ->
            batch.stream()
                .map(Anchor::head)
                .filter(head -> head.sequence() <= kept)
                .filter(head -> head.sequence() > root.get().sequence())
                .forEach(root::set));
    long first = root.get().sequence();
    if (first > report.first()) {
      record(report.first(), first, before, user);
      publish(root.get());
    }
    return new Pruned(Math.max(first, report.first()), removeBefore(first));
  }

  /** The first row that is too young; the last row of all if none is. */
  private long firstKept(Instant before) throws SQLException {
    try (Connection connection = owner.open();
        PreparedStatement query =
            connection.prepareStatement(
                "SELECT coalesce(min(sequence) FILTER (WHERE occurred_at >= ?), max(sequence), 0)"
                    + " FROM audit_logs")) {
      query.setObject(1, before.atOffset(ZoneOffset.UTC), Types.TIMESTAMP_WITH_TIMEZONE);
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  private void record(long from, long first, Instant before, String user) throws SQLException {
    AuditEvent removal =
        AuditEvent.of(
            clock.instant(),
            new AuditEvent.Actor(user, null, List.of(), null, null),
            AuditAction.CONFIGURATION_CHANGE,
            "audit_logs",
            Outcome.ALLOWED,
            "rows %d to %d, from before %s, are removed".formatted(from, first - 1, before));
    try (Connection connection = transaction()) {
      ChainHead unused = ChainWriter.append(connection, List.of(removal));
    }
  }

  private void publish(ChainHead root) {
    Map<String, Object> config = new HashMap<>(kafka);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    byte[] json = new Anchor(root, true).json("prune", clock.instant());
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(Topics.AUDIT_ANCHORS, Anchor.KEY, json)).get();
    } catch (ExecutionException refused) {
      throw new KafkaException(refused.getCause().getMessage(), refused);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted", e);
    }
  }

  /** In short transactions, as nobody can append meanwhile. */
  private long removeBefore(long first) throws SQLException {
    long removed = 0;
    int last;
    do {
      try (Connection connection = transaction();
          Statement statement = connection.createStatement()) {
        ChainWriter.lock(connection);
        statement.execute("ALTER TABLE audit_logs DISABLE TRIGGER audit_logs_append_only");
        last =
            statement.executeUpdate(
                "DELETE FROM audit_logs WHERE sequence IN (SELECT sequence FROM audit_logs"
                    + " WHERE sequence < %d ORDER BY sequence LIMIT %d)"
                        .formatted(first, AT_A_TIME));
        statement.execute("ALTER TABLE audit_logs ENABLE ALWAYS TRIGGER audit_logs_append_only");
        connection.commit();
      }
      removed += last;
    } while (last == AT_A_TIME);
    return removed;
  }

  private Connection transaction() throws SQLException {
    Connection connection = owner.open();
    connection.setAutoCommit(false);
    connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
    return connection;
  }
}
