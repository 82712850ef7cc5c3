package dev.threeway.sink.installer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threeway.schemas.records.Mismatch;
import dev.threeway.schemas.records.ReconciliationResult;
import dev.threeway.schemas.records.TransactionEvent;
import dev.threeway.schemas.topics.Topics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConnectorSetTest {
  private static final List<String> COORDINATES =
      List.of("kafka_topic", "kafka_partition", "kafka_offset", "kafka_timestamp");
  private static final Map<String, String> VIEWS =
      Map.of(
          "threeway-mismatches", "public.sink_mismatches",
          "threeway-reconciliation-results", "public.sink_reconciliation_results",
          "threeway-raw-events", "public.sink_raw_events");
  private static final SinkVariables VARIABLES =
      SinkVariables.withSecretsFile(
          "jdbc:postgresql://127.0.0.1:5432/reconciliation",
          Path.of("/etc/threeway/sink.properties"),
          "http://127.0.0.1:8081");

  static List<ConnectorSet> sets() {
    return List.of(ConnectorSet.debezium(VARIABLES), ConnectorSet.confluent(VARIABLES));
  }

  @ParameterizedTest
  @MethodSource("sets")
  void eachTableIsFilledFromItsTopics(ConnectorSet set) {
    assertThat(topics(set))
        .isEqualTo(
            Map.of(
                "threeway-mismatches", Topics.MISMATCHES,
                "threeway-reconciliation-results", Topics.RECONCILIATION_RESULTS,
                "threeway-raw-events", String.join(",", Topics.INPUTS)));
  }

  @ParameterizedTest
  @MethodSource("sets")
  void nothingButReferencesForTheWorkerIsLeftToFill(ConnectorSet set) {
    for (ConnectorConfig connector : set.connectors()) {
      assertThat(
              connector.settings().values().stream()
                  .filter(value -> value.contains("${"))
                  .collect(Collectors.toSet()))
          .isEqualTo(
              Set.of(
                  "${file:/etc/threeway/sink.properties:user}",
                  "${file:/etc/threeway/sink.properties:password}"));
    }
  }

  @ParameterizedTest
  @MethodSource("sets")
  void onlyCommittedRecordsAreRead(ConnectorSet set) {
    assertThat(set.connectors())
        .allSatisfy(
            connector ->
                assertThat(connector.settings())
                    .containsEntry("consumer.override.isolation.level", "read_committed")
                    .containsEntry("consumer.override.auto.offset.reset", "earliest"));
  }

  @ParameterizedTest
  @MethodSource("sets")
  void poisonGoesToTheDeadLettersAndNothingElseDoes(ConnectorSet set) {
    assertThat(set.connectors())
        .allSatisfy(
            connector ->
                assertThat(connector.settings())
                    .containsEntry("errors.tolerance", "all")
                    .containsEntry("errors.retry.timeout", "-1")
                    .containsEntry("errors.deadletterqueue.topic.name", "connect_dead_letters")
                    .containsEntry("errors.deadletterqueue.context.headers.enable", "true")
                    .containsEntry("errors.log.include.messages", "false")
                    .containsEntry("value.converter", "dev.threeway.sink.converter.AvroConverter"));
  }

  @Test
  void whatTheConnectorsHaveInCommonIsTheSameInEachFile() {
    for (ConnectorSet set : sets()) {
      List<Map<String, String>> common = new ArrayList<>();
      for (ConnectorConfig connector : set.connectors()) {
        Map<String, String> settings = new java.util.TreeMap<>(connector.settings());
        settings.keySet().removeIf(ConnectorSetTest::isOneTablesOwn);
        common.add(settings);
      }
      assertThat(Set.copyOf(common)).hasSize(1);
    }
  }

  @Test
  void theSessionOfEachDebeziumConnectionIsInUtcAsTimestampsAreBoundWithoutTheirZone() {
    assertThat(ConnectorSet.debezium(VARIABLES).connectors())
        .allSatisfy(
            connector ->
                assertThat(connector.settings())
                    .containsEntry("use.time.zone", "UTC")
                    .hasEntrySatisfying(
                        "hibernate.agroal.initialSQL",
                        sql -> assertThat(sql).startsWith("SET TIME ZONE 'UTC';")));
  }

  @Test
  void noDebeziumConnectionWaitsForEverForADatabaseThatDoesNotAnswer() {
    assertThat(ConnectorSet.debezium(VARIABLES).connectors())
        .allSatisfy(
            connector ->
                assertThat(connector.settings())
                    .hasEntrySatisfying(
                        "hibernate.agroal.initialSQL",
                        sql -> assertThat(sql).contains("SET statement_timeout = '240s'"))
                    .hasEntrySatisfying(
                        "hibernate.agroal.jdbcProperties",
                        properties ->
                            assertThat(properties.split(";", -1))
                                .contains(
                                    "connectTimeout=10",
                                    "socketTimeout=300",
                                    "tcpKeepAlive=true")));
  }

  @Test
  void debeziumSinksInsertManyRowsAtOnceIntoTheirViewsAndChangeNoTables() {
    Map<String, ConnectorConfig> connectors = byName(ConnectorSet.debezium(VARIABLES));
    assertThat(connectors.values())
        .allSatisfy(
            connector ->
                assertThat(connector.settings())
                    .containsEntry("insert.mode", "insert")
                    .containsEntry("primary.key.mode", "none")
                    .hasEntrySatisfying(
                        "hibernate.agroal.jdbcProperties",
                        properties ->
                            assertThat(properties.split(";", -1))
                                .contains("reWriteBatchedInserts=true"))
                    .containsEntry("schema.evolution", "none")
                    .containsEntry("delete.enabled", "false"));
    assertThat(targets(connectors, "collection.name.format")).isEqualTo(VIEWS);
  }

  @Test
  void confluentSinksInsertIntoTheSameViews() {
    Map<String, ConnectorConfig> connectors = byName(ConnectorSet.confluent(VARIABLES));
    assertThat(connectors.values())
        .allSatisfy(
            connector ->
                assertThat(connector.settings())
                    .containsEntry("insert.mode", "insert")
                    .containsEntry("pk.mode", "none")
                    .containsEntry("table.types", "VIEW"));
    assertThat(targets(connectors, "table.name.format")).isEqualTo(VIEWS);
  }

  @Test
  void confluentSinksWriteTheFieldsOfTheRecordsAndNoOthers() {
    Map<String, ConnectorConfig> connectors = byName(ConnectorSet.confluent(VARIABLES));
    List<String> raw = new ArrayList<>(COORDINATES);
    raw.addAll(fields(TransactionEvent.getClassSchema()));
    assertThat(whitelist(connectors.get("threeway-mismatches")))
        .isEqualTo(fields(Mismatch.getClassSchema()));
    assertThat(whitelist(connectors.get("threeway-reconciliation-results")))
        .isEqualTo(fields(ReconciliationResult.getClassSchema()));
    assertThat(whitelist(connectors.get("threeway-raw-events"))).isEqualTo(raw);
  }

  @Test
  void variablesFillTheSettings() {
    ConnectorConfig connector =
        ConnectorSet.debezium(
                VARIABLES
                    .withTasks(3)
                    .withReplicationFactor(2)
                    .withConverterSettings(Map.of("basic.auth.credentials.source", "USER_INFO")))
            .connectors()
            .get(0);
    assertThat(connector.settings())
        .containsEntry("tasks.max", "3")
        .containsEntry("errors.deadletterqueue.topic.replication.factor", "2")
        .containsEntry("connection.url", "jdbc:postgresql://127.0.0.1:5432/reconciliation")
        .containsEntry("value.converter.schema.registry.url", "http://127.0.0.1:8081")
        .containsEntry("value.converter.basic.auth.credentials.source", "USER_INFO");
  }

  @Test
  void aPasswordInPlainIsRefusedWithoutRepeatingIt() {
    assertThatThrownBy(
            () ->
                new SinkVariables(
                    "jdbc:postgresql://h/d", "${env:U}", "hunter2", "http://r", 1, 1, Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("the database password has to be a reference")
        .hasMessageNotContaining("hunter2");
    assertThatThrownBy(
            () ->
                SinkVariables.withSecretsFile(
                    "jdbc:postgresql://h/d?user=u&password=hunter2",
                    Path.of("/s.properties"),
                    "http://r"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the database's address must not hold credentials: give references to them instead");
  }

  private static boolean isOneTablesOwn(String setting) {
    return setting.startsWith("transforms")
        || Set.of(
                "topics",
                "collection.name.format",
                "value.converter.specific.avro.value.type",
                "table.name.format",
                "fields.whitelist")
            .contains(setting);
  }

  private static Map<String, ConnectorConfig> byName(ConnectorSet set) {
    return set.connectors().stream()
        .collect(Collectors.toMap(ConnectorConfig::name, connector -> connector));
  }

  private static Map<String, String> targets(
      Map<String, ConnectorConfig> connectors, String setting) {
    return connectors.values().stream()
        .collect(
            Collectors.toMap(
                ConnectorConfig::name, connector -> connector.settings().get(setting)));
  }

  private static Map<String, String> topics(ConnectorSet set) {
    return set.connectors().stream()
        .collect(
            Collectors.toMap(
                ConnectorConfig::name, connector -> connector.settings().get("topics")));
  }

  private static List<String> whitelist(ConnectorConfig connector) {
    return List.of(connector.settings().get("fields.whitelist").split(","));
  }

  private static List<String> fields(Schema schema) {
    return schema.getFields().stream().map(Schema.Field::name).toList();
  }
}
