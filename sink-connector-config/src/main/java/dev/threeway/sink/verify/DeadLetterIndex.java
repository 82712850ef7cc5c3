package dev.threeway.sink.verify;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Which records a sink has set aside, as rows of the temporary table {@code set_aside}: those of
 * its dead-letter topic, by the headers that Connect gives them.
 */
final class DeadLetterIndex {
  /** Where Connect puts the records that a sink cannot convert. */
  static final String TOPIC = "connect_dead_letters";

  private static final String PREFIX = "__connect.errors.";
  private static final int BATCH = 1_000;

  private final String connector;
  private final PreparedStatement insert;
  private int waiting;

  private DeadLetterIndex(String connector, PreparedStatement insert) {
    this.connector = connector;
    this.insert = insert;
  }

  /** Makes the table, and fills it with what is on the topic by now. */
  static void load(SinkTable table, Connection connection, Map<String, Object> client)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("DROP TABLE IF EXISTS set_aside");
      statement.execute(
          "CREATE TEMPORARY TABLE set_aside (at_topic text, at_partition integer, at_offset bigint, cause text, PRIMARY KEY (at_topic, at_partition, at_offset))");
    }
    try (TopicFeed feed = new TopicFeed(client, List.of(TOPIC));
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO set_aside VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING")) {
      DeadLetterIndex index = new DeadLetterIndex(table.connector(), insert);
      feed.<SQLException>read(index::add);
      insert.executeBatch();
    }
  }

  private void add(ConsumerRecord<byte[], byte[]> letter) throws SQLException {
    if (!connector.equals(header(letter, "connector.name"))) {
      return;
    }
    insert.setString(1, header(letter, "topic"));
    insert.setInt(2, Integer.parseInt(header(letter, "partition")));
    insert.setLong(3, Long.parseLong(header(letter, "offset")));
    insert.setString(4, header(letter, "exception.message").replace('\0', ' '));
    insert.addBatch();
    waiting++;
    if (waiting == BATCH) {
      insert.executeBatch();
      waiting = 0;
    }
  }

  private static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
    Header header = letter.headers().lastHeader(PREFIX + name);
    return header == null || header.value() == null
        ? ""
        : new String(header.value(), StandardCharsets.UTF_8);
  }
}
