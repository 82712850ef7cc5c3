package dev.threeway.sink.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threeway.schemas.records.Mismatch;
import dev.threeway.schemas.records.ReconciliationResult;
import dev.threeway.schemas.records.TransactionEvent;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MigrationsTest {
  static List<Arguments> tables() {
    return List.of(
        Arguments.of("V1__raw_events.sql", "raw_events", TransactionEvent.getClassSchema()),
        Arguments.of(
            "V2__reconciliation_results.sql",
            "reconciliation_results",
            ReconciliationResult.getClassSchema()),
        Arguments.of("V3__mismatches.sql", "mismatches", Mismatch.getClassSchema()));
  }

  @ParameterizedTest
  @MethodSource("tables")
  void everyFieldHasItsColumnOfTheFittingTypeAndNullability(
      String script, String table, Schema schema) {
    List<String> columns = columns(script, table);
    for (Schema.Field field : schema.getFields()) {
      assertThat(columns).contains(field.name() + " " + type(field.schema()));
    }
  }

  @ParameterizedTest
  @MethodSource("tables")
  void theCheckOfEachEnumerationAllowsExactlyItsSymbols(
      String script, String table, Schema schema) {
    String sql = read(script).replaceAll("\\s+", " ");
    for (Schema.Field field : schema.getFields()) {
      Schema type = notNull(field.schema());
      if (type.getType() == Schema.Type.ENUM) {
        assertThat(sql)
            .contains(
                "CONSTRAINT %s_%s_check CHECK (%s IN %s)"
                    .formatted(
                        table,
                        field.name(),
                        field.name(),
                        type.getEnumSymbols().toString().replaceAll("(\\w+)", "'$1'"))
                    .replace("IN [", "IN (")
                    .replace("])", "))"));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("tables")
  void everyColumnHasAComment(String script, String table, Schema schema) {
    String sql = read(script);
    for (String column : columns(script, table)) {
      assertThat(sql)
          .contains(
              "COMMENT ON COLUMN %s.%s IS '"
                  .formatted(table, column.substring(0, column.indexOf(' '))));
    }
  }

  @Test
  void aVersionOfABreakHasEveryColumnOfABreak() {
    String script = "V6__mismatch_versions.sql";
    String table = "mismatch_versions";

    assertThat(columns(script, table)).isEqualTo(columns("V3__mismatches.sql", "mismatches"));
    everyColumnHasAComment(script, table, Mismatch.getClassSchema());
  }

  @Test
  void aDatabaseThatIsNotThereIsNamedInOneLine() throws IOException {
    int closedPort;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closedPort = socket.getLocalPort();
    }
    String url = "jdbc:postgresql://127.0.0.1:%d/reconciliation".formatted(closedPort);
    assertThatThrownBy(() -> Migrations.migrate(url + "?loginTimeout=5", "owner", "hunter2"))
        .isInstanceOf(MigrationException.class)
        .hasMessageStartingWith("cannot migrate the database at %s: ".formatted(url))
        .hasMessageContaining("refused")
        .hasMessageNotContainingAny("\n", "hunter2");
  }

  /** The columns of a table, as "name type" or "name type NOT NULL". */
  private static List<String> columns(String script, String table) {
    Matcher body =
        Pattern.compile("CREATE TABLE %s \\((.*?)\\n\\);".formatted(table), Pattern.DOTALL)
            .matcher(read(script));
    assertThat(body.find()).isTrue();
    List<String> columns = new ArrayList<>();
    for (String line : body.group(1).split("\\n", -1)) {
      Matcher column = Pattern.compile("  (\\w+) +([^ ].*?),").matcher(line);
      if (column.matches() && !column.group(1).equals("CONSTRAINT")) {
        columns.add("%s %s".formatted(column.group(1), column.group(2).replaceAll(" +", " ")));
      }
    }
    return columns;
  }

  private static String type(Schema schema) {
    Schema type = notNull(schema);
    String name =
        switch (type.getType()) {
          case STRING, ENUM -> "text";
          case INT -> "integer";
          case BOOLEAN -> "boolean";
          case LONG -> "timestamptz(3)";
          case BYTES -> "numeric(19, 4)";
          case ARRAY -> "text[]";
          default -> throw new AssertionError("no column type for " + type);
        };
    return schema.isNullable() ? name : name + " NOT NULL";
  }

  private static Schema notNull(Schema schema) {
    return schema.isUnion()
        ? schema.getTypes().stream()
            .filter(type -> type.getType() != Schema.Type.NULL)
            .findFirst()
            .orElseThrow()
        : schema;
  }

  private static String read(String script) {
    try (InputStream in = MigrationsTest.class.getResourceAsStream("/migrations/" + script)) {
      return new String(Objects.requireNonNull(in, script).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
