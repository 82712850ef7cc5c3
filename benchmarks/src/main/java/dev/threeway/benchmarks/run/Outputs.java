package dev.threeway.benchmarks.run;

import dev.threeway.benchmarks.cluster.BenchmarkException;
import dev.threeway.benchmarks.cluster.Cluster;
import dev.threeway.benchmarks.cluster.TopicAdmin;
import dev.threeway.benchmarks.contender.Results;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.TopicPartition;

/** How much a contender has published so far, as far as others can read it. */
@FunctionalInterface
interface Outputs {
  /** A number that grows with everything that is published. */
  long amount();

  static Outputs of(Results results, String outputTopic, TopicAdmin admin, Cluster cluster) {
    if (results instanceof Results.VerdictTable table) {
      return () -> rows(table.table(), cluster);
    }
    List<String> topics = new ArrayList<>(results.topics());
    topics.add(outputTopic);
    List<TopicPartition> partitions = admin.partitions(topics);
    return () -> admin.ends(partitions).values().stream().mapToLong(Long::longValue).sum();
  }

  private static long rows(String table, Cluster cluster) {
    try (Connection connection = DriverManager.getConnection(cluster.jdbcUrl());
        Statement statement = connection.createStatement();
        ResultSet count = statement.executeQuery("select count(*) from " + table)) {
      count.next();
      return count.getLong(1);
    } catch (SQLException e) {
      throw new BenchmarkException(
          "the rows of %s cannot be counted: %s".formatted(table, e.getMessage()), e);
    }
  }
}
