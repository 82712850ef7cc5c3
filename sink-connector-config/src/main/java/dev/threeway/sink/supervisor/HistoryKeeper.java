package dev.threeway.sink.supervisor;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the database make the partitions of the days to come and drop those that are past their
 * retention. The sink's role may ask for that; what is done is the owner's.
 */
final class HistoryKeeper {
  private static final Logger LOG = LoggerFactory.getLogger(HistoryKeeper.class);

  private final SinkDatabase database;

  HistoryKeeper(SinkDatabase database) {
    this.database = database;
  }

  /**
   * Asks once. That it fails is no reason for alarm: it is asked again, and nothing waits for it.
   */
  void keep() {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("SELECT keep_history()");
    } catch (SQLException e) {
      LOG.warn("cannot have the history's partitions kept for the moment: {}", e.getMessage());
    }
  }
}
