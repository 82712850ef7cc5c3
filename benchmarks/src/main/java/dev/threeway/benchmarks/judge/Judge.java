package dev.threeway.benchmarks.judge;

import dev.threeway.benchmarks.cluster.BenchmarkException;
import dev.threeway.benchmarks.cluster.Cluster;
import dev.threeway.benchmarks.cluster.TopicScan;
import dev.threeway.benchmarks.contender.Results;
import dev.threeway.benchmarks.input.Input;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

/** Reads what a contender has published and judges it by the truth. */
public final class Judge {
  private static final int FETCH_ROWS = 10_000;

  private final Cluster cluster;
  private final Input input;
  private final String outputTopic;

  /**
   * What came of it.
   *
   * @param published how many records (rows) the contender has published
   * @param judgement whether they are right; empty for one that publishes nothing
   */
  public record Verdicts(long published, Optional<Judgement> judgement) {}

  /**
   * A judge of what came of one input.
   *
   * @param outputTopic where verdicts as text are
   */
  public Judge(Cluster cluster, Input input, String outputTopic) {
    this.cluster = cluster;
    this.input = input;
    this.outputTopic = outputTopic;
  }

  /** Reads everything; the contender must have stopped. */
  public Verdicts judge(Results results) {
    if (results instanceof Results.None) {
      return new Verdicts(0, Optional.empty());
    }
    if (results instanceof Results.OnePerLeg) {
      long found = TopicScan.count(cluster.bootstrapServers(), List.of(outputTopic));
      return new Verdicts(found, Optional.of(Judgement.ofCopies(input.legs(), found)));
    }
    VerdictBook book = new VerdictBook(input.runId(), input.transactions());
    long published =
        results instanceof Results.Engine
            ? engine(book)
            : results instanceof Results.VerdictTopic topic
                ? topic(topic.refined(), book)
                : table(((Results.VerdictTable) results).table(), book);
    return new Verdicts(published, Optional.of(book.judge(input.truth())));
  }

  private long engine(VerdictBook book) {
    return new EngineReader(
            cluster.bootstrapServers(), cluster.registryUrl(), book, input.transactions())
        .read();
  }

  private long topic(boolean refined, VerdictBook book) {
    long[] records = {0};
    TopicScan.read(
        cluster.bootstrapServers(),
        List.of(outputTopic),
        record -> {
          records[0]++;
          put(text(record.key()), text(record.value()), refined, book);
        });
    return records[0];
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static void put(String txnId, String verdict, boolean refined, VerdictBook book) {
    int number = book.number(txnId);
    if (number != 0 && book.put(number, VerdictText.parse(verdict)) && !refined) {
      book.twice();
    }
  }

  private long table(String table, VerdictBook book) {
    long rows = 0;
    try (Connection connection = DriverManager.getConnection(cluster.jdbcUrl());
        Statement select = connection.createStatement()) {
      // Else the driver holds all rows in memory.
      connection.setAutoCommit(false);
      select.setFetchSize(FETCH_ROWS);
      try (ResultSet found = select.executeQuery("select txn_id, verdict from " + table)) {
        while (found.next()) {
          rows++;
          put(found.getString(1), found.getString(2), false, book);
        }
      }
      return rows;
    } catch (SQLException e) {
      throw new BenchmarkException(
          "the verdicts in %s cannot be read: %s".formatted(table, e.getMessage()), e);
    }
  }
}
