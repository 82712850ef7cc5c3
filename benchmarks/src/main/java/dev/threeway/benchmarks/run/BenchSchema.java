package dev.threeway.benchmarks.run;

import dev.threeway.benchmarks.cluster.BenchmarkException;
import dev.threeway.benchmarks.cluster.Cluster;
import dev.threeway.benchmarks.contender.Contender;
import dev.threeway.benchmarks.contender.Service;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** The schema {@code bench} of the database, which belongs to the contender that runs. */
final class BenchSchema {
  private BenchSchema() {}

  static void recreate(Contender contender, Cluster cluster) {
    if (!contender.services().contains(Service.POSTGRES)) {
      return;
    }
    try (Connection connection = DriverManager.getConnection(cluster.jdbcUrl());
        Statement statement = connection.createStatement()) {
      statement.execute("drop schema if exists bench cascade");
      statement.execute("create schema bench");
    } catch (SQLException e) {
      throw new BenchmarkException("the schema bench cannot be created: " + e.getMessage(), e);
    }
  }
}
