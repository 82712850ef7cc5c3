package dev.threeway.deploy.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threeway.deploy.stack.Addresses;
import dev.threeway.deploy.stack.LocalStack;
import dev.threeway.deploy.stack.Part;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the API does while the history's database dies and comes back, and with its connections. */
class HistoryAwayIT {
  private static final String TRANSACTIONS = "/api/v1/transactions";
  private static final String MISMATCHES = "/api/v1/mismatches";
  private static final String EXPORT = "/api/v1/export/transactions";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** As shipped. */
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(3);

  private static final LocalStack STACK =
      LocalStack.builder()
          .home(SharedStack.home())
          .directory(Path.of("target", "it", "history-away"))
          .parts(Set.of(Part.POSTGRES, Part.BROKER, Part.REGISTRY, Part.ENGINE))
          .partitions(2)
          .build();

  private static Contract api;

  @BeforeAll
  static void start() throws Exception {
    STACK.directory().deleteData();
    STACK.start();
    api = new Contract(STACK.addresses().apiUrl());
    sql(
        """
        INSERT INTO reconciliation_results
        SELECT 'TXN-' || n, 1, 'MATCHED', true, true, true, 1, 'USD', 0, at, at, at, at,
          'default-1'
        FROM (SELECT n, timestamptz '2026-01-01Z' + n * interval '1 second' AS at
          FROM generate_series(1, 200000) n) numbered
        """);
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> api.get(MISMATCHES, MISMATCHES).statusCode() == 200);
  }

  @AfterAll
  static void stop() {
    STACK.close();
  }

  @Test
  void whileTheDatabaseIsAwayLiveResourcesGoOnAndTheHistoryComesBackByItself() throws Exception {
    assertThat(api.json(TRANSACTIONS, TRANSACTIONS).get("items")).hasSize(50);

    STACK.kill(Part.POSTGRES);

    for (int i = 0; i < 20; i++) {
      HttpResponse<String> refused = api.get(TRANSACTIONS, TRANSACTIONS);
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.headers().firstValue("Retry-After")).isPresent();
      assertThat(refused.body())
          .contains("urn:threeway:problem:history-unavailable")
          .doesNotContain("Exception", "postgresql");
      long start = System.nanoTime();
      assertThat(api.get(MISMATCHES, MISMATCHES).statusCode()).isEqualTo(200);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    }

    STACK.restart(Part.POSTGRES);

    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> api.get(TRANSACTIONS, TRANSACTIONS).statusCode() == 200);
  }

  @Test
  void anExportThatLosesItsDatabaseIsBrokenOffWithoutItsLastLine() throws Exception {
    try (InputStream file = begin()) {
      assertThat(file.read()).isEqualTo('t');

      STACK.kill(Part.POSTGRES);

      assertThatThrownBy(file::readAllBytes).isInstanceOf(IOException.class);
    } finally {
      STACK.restart(Part.POSTGRES);
    }
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> api.get(TRANSACTIONS, TRANSACTIONS).statusCode() == 200);
  }

  @Test
  void whoLeavesAnExportFreesItsConnection() throws Exception {
    InputStream file = begin();
    assertThat(file.read()).isEqualTo('t');
    assertThat(busyConnections()).isEqualTo(1);

    file.close();

    Awaitility.await().atMost(PATIENCE).until(() -> busyConnections() == 0);
  }

  @Test
  void theHistoryIsReadByTransactionsThatMayOnlyRead() throws Exception {
    try (InputStream file = begin()) {
      assertThat(file.read()).isEqualTo('t');

      assertThat(
              number(
                  "SELECT count(*) FROM pg_locks JOIN pg_stat_activity USING (pid)"
                      + " WHERE application_name = 'threeway-query-api'"
                      + " AND locktype = 'transactionid'"))
          .as("transactions that have written")
          .isZero();
    }
  }

  @Test
  void aTableThatIsLockedIsWaitedForNoLongerThanARequestMayTake() throws Exception {
    try (Connection other = connect();
        Statement lock = other.createStatement()) {
      other.setAutoCommit(false);
      lock.execute("LOCK TABLE reconciliation_results IN ACCESS EXCLUSIVE MODE");
      long start = System.nanoTime();

      HttpResponse<String> refused = api.get(TRANSACTIONS, TRANSACTIONS);

      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.headers().firstValue("Retry-After")).isPresent();
      assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
      assertThat(refused.body())
          .contains("urn:threeway:problem:history-unavailable", "took too long");
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isBetween(REQUEST_TIMEOUT, REQUEST_TIMEOUT.plusSeconds(3));
    }
    assertThat(api.get(TRANSACTIONS, TRANSACTIONS).statusCode()).isEqualTo(200);
  }

  /**
   * Begins an export that is larger than all buffers on its way. After an outage it has to wait
   * until the audit log, too, has found the database again.
   */
  private static InputStream begin() {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(STACK.addresses().apiUrl() + EXPORT + "?format=csv"))
            .build();
    HttpClient client = HttpClient.newHttpClient();
    HttpResponse<InputStream> response =
        Awaitility.await()
            .atMost(PATIENCE)
            .until(
                () -> client.send(request, BodyHandlers.ofInputStream()),
                answer -> answer.statusCode() == 200);
    assertThat(response.headers().firstValue("Content-Disposition"))
        .hasValue("attachment; filename=\"transactions.csv\"");
    return response.body();
  }

  private static int busyConnections() throws SQLException {
    return number(
        "SELECT count(*) FROM pg_stat_activity"
            + " WHERE application_name = 'threeway-query-api' AND state <> 'idle'");
  }

  private static int number(String query) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getInt(1);
    }
  }

  private static void sql(String command) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(command);
    }
  }

  private static Connection connect() throws SQLException {
    return DriverManager.getConnection(STACK.addresses().jdbcUrl(), Addresses.POSTGRES_USER, null);
  }
}
