package dev.threeway.deploy.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.threeway.deploy.check.FoundBreak;
import dev.threeway.deploy.check.TopicBreaks;
import dev.threeway.deploy.check.Verdicts;
import dev.threeway.deploy.stack.Addresses;
import dev.threeway.deploy.stack.LocalStack;
import dev.threeway.schemas.records.BreakState;
import dev.threeway.simulator.truth.Truth;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The history of traffic that went through every part. */
@ExtendWith(SharedStack.class)
class HistoryIT {
  private static final String TRANSACTIONS = "/api/v1/transactions";
  private static final String TRANSACTION = "/api/v1/transactions/{txn_id}";
  private static final String MISMATCHES = "/api/v1/mismatches";
  private static final String MISMATCH = "/api/v1/mismatches/{mismatch_id}";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path temporary;

  @Test
  void listsVersionsAndExportsAgreeWithTheTopicsAndTheStores(LocalStack stack) throws Exception {
    Truth truth =
        TestTraffic.send(
            stack.addresses(),
            temporary.resolve("history.ndjson"),
            41,
            300,
            "all,rejected=0%,amount=5%,late=5%,corrected=5%");
    Verdicts verdicts = TestTraffic.awaitVerdicts(truth, stack.addresses(), PATIENCE);
    assertThat(verdicts.disagreements()).isEmpty();
    Map<String, List<FoundBreak>> published = published(stack.addresses());
    awaitTheSink(stack.addresses(), published);
    Contract api = new Contract(stack.addresses().apiUrl());

    assertEveryTransactionIsListedOnce(stack.addresses(), api);
    assertEveryBreakIsListedOnceOpenAndClosed(published, api);
    assertEveryVersionIsKept(published, api);
    assertExportsAreWhole(stack.addresses(), api);
  }

  private static void assertEveryTransactionIsListedOnce(Addresses addresses, Contract api)
      throws Exception {
    List<JsonNode> listed = pages(api, TRANSACTIONS, TRANSACTIONS + "?limit=97");
    List<String> ids = listed.stream().map(row -> row.get("txn_id").asText()).toList();

    assertThat(ids).doesNotHaveDuplicates().hasSize(count(addresses, "reconciliation_results"));
    assertThat(listed)
        .isSortedAccordingTo(
            (a, b) -> b.get("listed_at").asText().compareTo(a.get("listed_at").asText()))
        .allSatisfy(row -> assertThat(row.get("current").asBoolean()).isTrue());
    for (JsonNode row : listed.subList(0, 20)) {
      JsonNode live = api.json(TRANSACTION, TRANSACTIONS + "/" + row.get("txn_id").asText());
      assertThat(row.get("status")).isEqualTo(live.get("status"));
      assertThat(row.get("version")).isEqualTo(live.get("version"));
    }
    List<JsonNode> mismatched = pages(api, TRANSACTIONS, TRANSACTIONS + "?status=MISMATCHED");
    assertThat(mismatched)
        .hasSize(count(addresses, "reconciliation_results WHERE status = 'MISMATCHED'"));
    String account =
        api.json(TRANSACTION, TRANSACTIONS + "/" + ids.get(0))
            .at("/legs")
            .elements()
            .next()
            .get("account_id")
            .asText();
    assertThat(pages(api, TRANSACTIONS, TRANSACTIONS + "?account=" + account))
        .extracting(row -> row.get("txn_id").asText())
        .contains(ids.get(0));
  }

  private static void assertEveryBreakIsListedOnceOpenAndClosed(
      Map<String, List<FoundBreak>> published, Contract api) throws Exception {
    Map<String, String> expected = new TreeMap<>();
    published.forEach((id, versions) -> expected.put(id, last(versions).state().name()));
    Map<String, String> listed = new TreeMap<>();
    for (JsonNode row : pages(api, MISMATCHES, MISMATCHES + "?view=history&limit=7")) {
      assertThat(listed.put(row.get("mismatch_id").asText(), row.get("state").asText()))
          .as("a break that is listed twice")
          .isNull();
    }

    assertThat(listed).isEqualTo(expected).containsValue(BreakState.RESOLVED.name());
    assertThat(
            pages(
                api,
                MISMATCHES,
                MISMATCHES + "?view=history&source=GATEWAY,MOBILE&type=AMOUNT,STATUS"))
        .isNotEmpty()
        .allSatisfy(
            row -> {
              assertThat(row.get("type").asText()).isIn("AMOUNT", "STATUS");
              assertThat(row.get("deviating").toString()).containsAnyOf("GATEWAY", "MOBILE");
            });
    assertThat(pages(api, MISMATCHES, MISMATCHES + "?view=history&state=RESOLVED"))
        .hasSize(
            Math.toIntExact(
                expected.values().stream().filter(BreakState.RESOLVED.name()::equals).count()));
  }

  private static void assertEveryVersionIsKept(
      Map<String, List<FoundBreak>> published, Contract api) throws Exception {
    List<String> changed =
        published.keySet().stream().filter(id -> published.get(id).size() > 1).toList();
    assertThat(changed).as("breaks with several versions").isNotEmpty();
    for (String id : changed) {
      JsonNode shown = api.json(MISMATCH, MISMATCHES + "/" + id);
      assertThat(shown.get("versions").findValuesAsText("version"))
          .isEqualTo(
              IntStream.rangeClosed(1, published.get(id).size())
                  .mapToObj(Integer::toString)
                  .toList());
      assertThat(shown.get("versions").findValuesAsText("state"))
          .isEqualTo(published.get(id).stream().map(version -> version.state().name()).toList());
      assertThat(shown.get("mismatch"))
          .isEqualTo(shown.get("versions").get(published.get(id).size() - 1));
      assertThat(shown.get("versions_complete").asBoolean()).isTrue();
      assertThat(shown.get("current").asBoolean()).isTrue();
    }
    String unknown = "00000000-0000-3000-8000-000000000000";
    assertThat(api.get(MISMATCH, MISMATCHES + "/" + unknown).statusCode()).isEqualTo(404);
  }

  private static void assertExportsAreWhole(Addresses addresses, Contract api) throws Exception {
    for (String list : List.of("transactions", "mismatches")) {
      String route = "/api/v1/export/" + list;
      int rows = count(addresses, list.equals("transactions") ? "reconciliation_results" : list);
      String csv = api.get(route, route + "?format=csv").body();
      assertSealed(csv, "# rows=(\\d+) sha256=([0-9a-f]{64})\r\n", rows);
      assertThat(csv.split("\r\n", -1)).hasSize(rows + 3);
      String ndjson = api.get(route, route + "?format=ndjson").body();
      assertSealed(ndjson, "\\{\"rows\":(\\d+),\"sha256\":\"([0-9a-f]{64})\"}\n", rows);
      for (String line : ndjson.split("\n", -1)) {
        assertThat(line.isEmpty() || JSON.readTree(line).isObject()).isTrue();
      }
    }
    assertThat(api.get("/api/v1/export/mismatches", "/api/v1/export/mismatches?state=OPEN").body())
        .contains(",OPEN,")
        .doesNotContain(",RESOLVED,");
  }

  private static void assertSealed(String file, String lastLine, int rows) throws Exception {
    Matcher last = Pattern.compile(lastLine + "$").matcher(file);
    assertThat(last.find()).isTrue();
    assertThat(last.group(1)).isEqualTo(Integer.toString(rows));
    byte[] before = file.substring(0, last.start()).getBytes(StandardCharsets.UTF_8);
    assertThat(last.group(2))
        .isEqualTo(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(before)));
  }

  private static List<JsonNode> pages(Contract api, String route, String path) throws Exception {
    List<JsonNode> items = new ArrayList<>();
    String cursor = "";
    do {
      String separator = path.contains("?") ? "&" : "?";
      JsonNode page =
          api.json(route, cursor.isEmpty() ? path : path + separator + "cursor=" + cursor);
      page.get("items").forEach(items::add);
      assertThat(page.has("as_of")).isTrue();
      cursor = page.path("next_cursor").asText();
    } while (!cursor.isEmpty());
    return items;
  }

  /** Every break by its id, with its versions in order. */
  private static Map<String, List<FoundBreak>> published(Addresses addresses) {
    Map<String, List<FoundBreak>> published = new TreeMap<>();
    new TopicBreaks(addresses)
        .versions()
        .forEach(
            version ->
                published
                    .computeIfAbsent(version.mismatchId(), absent -> new ArrayList<>())
                    .add(version));
    return published;
  }

  private static void awaitTheSink(Addresses addresses, Map<String, List<FoundBreak>> published) {
    int versions = published.values().stream().mapToInt(List::size).sum();
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(count(addresses, "mismatch_versions")).isEqualTo(versions));
  }

  private static FoundBreak last(List<FoundBreak> versions) {
    return versions.get(versions.size() - 1);
  }

  private static int count(Addresses addresses, String table) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(addresses.jdbcUrl(), Addresses.POSTGRES_USER, null);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT count(*) FROM " + table)) {
      row.next();
      return row.getInt(1);
    }
  }
}
