package dev.threeway.sink.verify;

import dev.threeway.schemas.wire.AvroDeserializer;
import dev.threeway.sink.values.CopyRow;
import dev.threeway.sink.values.UnstorableValueException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * The records of a table's topics as rows of the temporary table {@code recorded}, so that the
 * database sorts and compares them, on its disk if need be. Not thread-safe.
 *
 * <p>Beside the columns of the table: where the record is ({@code at_topic}, {@code at_partition},
 * {@code at_offset}), whether it came only after the first portion ({@code late}), and why it can
 * be no row ({@code fault}, else null).
 */
final class RecordedRows implements AutoCloseable {
  private static final int FLUSH_AT = 64 * 1024;

  private final SinkTable table;
  private final Connection connection;
  private final TopicFeed feed;
  private final AvroDeserializer<IndexedRecord> deserializer = new AvroDeserializer<>();
  private final CopyRow row = new CopyRow();
  private boolean late;

  RecordedRows(SinkTable table, Connection connection, Map<String, Object> client)
      throws SQLException {
    this.table = table;
    this.connection = connection;
    Map<String, Object> reader = new HashMap<>(client);
    reader.put("specific.avro.value.type", table.type());
    deserializer.configure(reader, false);
    feed = new TopicFeed(client, table.topics());
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          """
          CREATE TEMPORARY TABLE recorded AS
            SELECT %s, ''::text AS at_topic, 0 AS at_partition, 0::bigint AS at_offset,
              false AS late, ''::text AS fault
            FROM %s WITH NO DATA
          """
              .formatted(String.join(", ", table.columns()), table.table()));
    }
  }

  TopicFeed feed() {
    return feed;
  }

  /** Adds what is on the topics by now; what a later call adds is {@code late}. */
  void add() throws SQLException {
    CopyIn copy =
        connection.unwrap(PGConnection.class).getCopyAPI().copyIn("COPY recorded FROM STDIN");
    try {
      StringBuilder block = new StringBuilder();
      feed.<SQLException>read(
          record -> {
            if (record.value() != null) {
              block.append(row(record));
              if (block.length() >= FLUSH_AT) {
                write(copy, block);
              }
            }
          });
      write(copy, block);
      copy.endCopy();
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
    late = true;
    try (Statement statement = connection.createStatement()) {
      statement.execute("ANALYZE recorded");
    }
  }

  private static void write(CopyIn copy, StringBuilder block) throws SQLException {
    byte[] bytes = block.toString().getBytes(StandardCharsets.UTF_8);
    copy.writeToCopy(bytes, 0, bytes.length);
    block.setLength(0);
  }

  private String row(ConsumerRecord<byte[], byte[]> record) {
    String end =
        "\t%s\t%d\t%d\t%b\t".formatted(record.topic(), record.partition(), record.offset(), late);
    try {
      IndexedRecord value = deserializer.deserialize(record.topic(), record.value());
      if (!table.isVersioned()) {
        row.value(record.topic()).value(record.partition()).value(record.offset());
        row.value(record.timestamp() < 0 ? null : Instant.ofEpochMilli(record.timestamp()));
      }
      return row.fields(value).end().replace("\n", end + "\\N\n");
    } catch (SerializationException e) {
      return unreadable(end, e.getMessage());
    } catch (UnstorableValueException e) {
      row.cancel();
      return unreadable(end, e.getMessage());
    }
  }

  private String unreadable(String end, String fault) {
    String nothing =
        Collections.nCopies(table.columns().size(), "\\N").stream()
            .collect(Collectors.joining("\t"));
    return nothing + end + fault.replaceAll("[\\\\\\s\\x00]+", " ") + "\n";
  }

  @Override
  public void close() {
    feed.close();
    deserializer.close();
  }
}
