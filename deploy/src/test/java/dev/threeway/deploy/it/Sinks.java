package dev.threeway.deploy.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.threeway.deploy.check.TopicReader;
import dev.threeway.deploy.stack.Addresses;
import dev.threeway.deploy.stack.LocalStack;
import dev.threeway.deploy.stack.TopicsInstaller;
import dev.threeway.schemas.records.BreakState;
import dev.threeway.schemas.records.BreakType;
import dev.threeway.schemas.records.GroupStatus;
import dev.threeway.schemas.records.Mismatch;
import dev.threeway.schemas.records.ReconciliationResult;
import dev.threeway.schemas.records.Severity;
import dev.threeway.schemas.records.Source;
import dev.threeway.schemas.records.TransactionEvent;
import dev.threeway.schemas.records.TransactionStatus;
import dev.threeway.sink.installer.ConnectInstaller;
import dev.threeway.sink.installer.ConnectorReport;
import dev.threeway.sink.installer.TaskReport;
import dev.threeway.sink.verify.SinkTable;
import dev.threeway.sink.verify.SinkVerifier;
import dev.threeway.sink.verify.TableReport;
import dev.threeway.sink.verify.VerifySettings;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificRecord;
import org.awaitility.Awaitility;

/** The sinks of a stack: how they are, what they have written, and records for them. */
final class Sinks {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Instant TIME = Instant.parse("2026-03-01T10:00:00.123Z");

  private Sinks() {}

  static List<TableReport> assertComplete(LocalStack stack, Duration patience) throws SQLException {
    List<TableReport> reports = verifier(stack, patience).verifyAll();
    assertThat(reports)
        .allSatisfy(
            report -> {
              assertThat(report.differences())
                  .as(String.join("%n".formatted(), report.lines()))
                  .isZero();
              assertThat(report.records()).as(report.table().table()).isPositive();
            });
    return reports;
  }

  static SinkVerifier verifier(LocalStack stack, Duration patience) {
    return new SinkVerifier(
        new VerifySettings(
            stack.addresses().jdbcUrl(),
            Addresses.POSTGRES_USER,
            null,
            Map.of(
                "bootstrap.servers",
                stack.addresses().bootstrapServers(),
                "schema.registry.url",
                stack.addresses().registryUrl()),
            patience));
  }

  static void awaitRunning(LocalStack stack, Duration patience) {
    Awaitility.await()
        .atMost(patience)
        .ignoreExceptions()
        .until(() -> reports(stack).stream().allMatch(ConnectorReport::isRunning));
  }

  private static List<ConnectorReport> reports(LocalStack stack) {
    return ConnectInstaller.status(
            stack.addresses().connectAddress(),
            Arrays.stream(SinkTable.values()).map(SinkTable::connector).toList())
        .connectors();
  }

  /** How often the supervisor has restarted the tasks of a sink. */
  static long restarts(LocalStack stack, SinkTable table) {
    return reports(stack).stream()
        .filter(report -> report.name().equals(table.connector()))
        .flatMap(report -> report.tasks().stream())
        .mapToLong(TaskReport::restarts)
        .sum();
  }

  /** The same for all sinks. */
  static long restarts(LocalStack stack) {
    return Arrays.stream(SinkTable.values()).mapToLong(table -> restarts(stack, table)).sum();
  }

  /** The tasks that the API shows as failed. */
  static List<String> failedTasks(LocalStack stack) throws IOException, InterruptedException {
    List<String> failed = new ArrayList<>();
    for (JsonNode part :
        new ObjectMapper()
            .readTree(get(stack.addresses().apiUrl() + "/api/v1/admin/system-health"))
            .findValues("items")) {
      for (JsonNode item : part) {
        if (item.path("detail").asText().startsWith("FAILED")) {
          failed.add(item.path("name").asText());
        }
      }
    }
    return failed;
  }

  /** What the supervisor tells Prometheus. */
  static String metrics(LocalStack stack) throws IOException, InterruptedException {
    return get(stack.addresses().connectUrl() + "/threeway/metrics");
  }

  private static String get(String url) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url)).timeout(TIMEOUT).build();
    HttpResponse<String> response =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as(url).isEqualTo(200);
    return response.body();
  }

  static Connection connect(LocalStack stack) throws SQLException {
    return DriverManager.getConnection(stack.addresses().jdbcUrl(), Addresses.POSTGRES_USER, null);
  }

  /** Ends the connections of the sinks, which have a name of their own. */
  static void disconnectSinks(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = 'threeway-sink'")) {
      row.next();
      assertThat(row.getLong(1)).as("connections of the sinks").isPositive();
    }
  }

  static boolean everyTableHasRows(LocalStack stack) throws SQLException {
    try (Connection connection = connect(stack);
        Statement statement = connection.createStatement()) {
      for (SinkTable table : SinkTable.values()) {
        try (ResultSet row = statement.executeQuery("SELECT count(*) FROM " + table.table())) {
          row.next();
          if (row.getLong(1) == 0) {
            return false;
          }
        }
      }
      return true;
    }
  }

  /** How many statements of the sinks wait for a lock. */
  static long waitingBatches(LocalStack stack) throws SQLException {
    try (Connection connection = connect(stack);
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT count(DISTINCT pid) FROM pg_locks WHERE NOT granted AND locktype = 'relation'")) {
      row.next();
      return row.getLong(1);
    }
  }

  /** The versions of a transaction's result and of its breaks, each in the table. */
  static List<Integer> versionOf(LocalStack stack, String txnId) throws SQLException {
    List<Integer> versions = new ArrayList<>();
    try (Connection connection = connect(stack);
        PreparedStatement query =
            connection.prepareStatement(
                "SELECT version FROM reconciliation_results WHERE txn_id = ? UNION SELECT version FROM mismatches WHERE txn_id = ?")) {
      query.setString(1, txnId);
      query.setString(2, txnId);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          versions.add(row.getInt(1));
        }
      }
    }
    return versions;
  }

  static List<String> deadLetterCauses(LocalStack stack) {
    return new TopicReader(stack.addresses())
        .readAll(TopicsInstaller.CONNECT_DEAD_LETTERS).stream()
            .map(letter -> letter.headers().lastHeader("__connect.errors.exception.message"))
            .map(header -> new String(header.value(), StandardCharsets.UTF_8))
            .toList();
  }

  static TransactionEvent leg(String txnId, String amount) {
    return TransactionEvent.newBuilder()
        .setEventId("event-of-" + txnId)
        .setTxnId(txnId)
        .setSource(Source.CORE)
        .setAmount(new BigDecimal(amount))
        .setCurrency("USD")
        .setStatus(TransactionStatus.SUCCESS)
        .setEventTime(InstantSource.system().instant())
        .setAccountId("ACC-1")
        .build();
  }

  static ReconciliationResult result(String txnId, int version) {
    return ReconciliationResult.newBuilder()
        .setTxnId(txnId)
        .setVersion(version)
        .setStatus(GroupStatus.MATCHED)
        .setHasCore(true)
        .setHasGateway(true)
        .setHasMobile(version > 1)
        .setAmount(new BigDecimal("12.3400"))
        .setCurrency("EUR")
        .setOpenBreaks(0)
        .setFirstEventTime(TIME.minusSeconds(version))
        .setLastEventTime(TIME)
        .setDeadline(TIME.plusSeconds(8))
        .setDecidedAt(TIME.plusSeconds(version))
        .setRuleVersion("1")
        .build();
  }

  static Mismatch mismatch(String txnId, int version) {
    return Mismatch.newBuilder()
        .setMismatchId("mismatch-of-" + txnId)
        .setVersion(version)
        .setTxnId(txnId)
        .setType(BreakType.AMOUNT)
        .setState(BreakState.OPEN)
        .setSeverity(Severity.MEDIUM)
        .setCoreValue("12.34 \"quoted\" \\ back\tslash\nline")
        .setDeviating(List.of("MOBILE", "a,b", "\"c\"\\"))
        .setAmountAtRisk(new BigDecimal("0.0" + version))
        .setCurrency("EUR")
        .setWindowStart(TIME)
        .setDeadline(TIME)
        .setDetectedAt(TIME)
        .setRuleVersion("1")
        .setEvidence(List.of())
        .build();
  }

  /** A readable record that is none of ours. */
  static IndexedRecord foreignRecord() {
    Schema schema =
        SchemaBuilder.record("Rate")
            .namespace("example")
            .fields()
            .requiredString("pair")
            .endRecord();
    GenericData.Record rate = new GenericData.Record(schema);
    rate.put("pair", "EURUSD");
    return rate;
  }

  /** The schema as a newer writer may have it. */
  static Schema withOptionalField(Schema schema, String name) {
    List<Schema.Field> fields = new ArrayList<>();
    schema.getFields().forEach(field -> fields.add(new Schema.Field(field, field.schema())));
    fields.add(
        new Schema.Field(
            name,
            Schema.createUnion(Schema.create(Schema.Type.NULL), Schema.create(Schema.Type.STRING)),
            null,
            Schema.Field.NULL_DEFAULT_VALUE));
    return Schema.createRecord(
        schema.getName(), schema.getDoc(), schema.getNamespace(), false, fields);
  }

  /** A record with the schema of another writer. */
  static GenericData.Record copy(SpecificRecord record, Schema schema) {
    GenericData.Record copy = new GenericData.Record(schema);
    for (Schema.Field field : record.getSchema().getFields()) {
      Object value = record.get(field.pos());
      copy.put(
          field.name(),
          value instanceof Enum<?> symbol
              ? new GenericData.EnumSymbol(schema.getField(field.name()).schema(), symbol.name())
              : value);
    }
    return copy;
  }
}
