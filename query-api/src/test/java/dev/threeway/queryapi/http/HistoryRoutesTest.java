package dev.threeway.queryapi.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.threeway.queryapi.live.DriverEngine;
import dev.threeway.schemas.records.BreakType;
import dev.threeway.schemas.records.Source;
import dev.threeway.topology.rules.Break;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The routes of the history without a database: what is refused, and what lives on. */
class HistoryRoutesTest {
  private static final String TRANSACTIONS = "/api/v1/transactions";
  private static final String MISMATCHES = "/api/v1/mismatches";
  private static final String MISMATCH = "/api/v1/mismatches/{mismatch_id}";
  private static final String EXPORT = "/api/v1/export/transactions";
  private static final ObjectMapper JSON = new ObjectMapper();

  private DriverEngine engine;
  private RunningApi api;

  @BeforeEach
  void start() {
    engine = new DriverEngine(3);
    api = new RunningApi(engine.reads(), FixedState.RUNNING);
  }

  @AfterEach
  void stop() {
    api.close();
    engine.close();
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v1/transactions, /api/v1/transactions",
    "/api/v1/mismatches, /api/v1/mismatches?view=history",
    "/api/v1/export/transactions, /api/v1/export/transactions?format=csv",
    "/api/v1/export/mismatches, /api/v1/export/mismatches?format=ndjson",
    "/api/v1/mismatches/{mismatch_id}, /api/v1/mismatches/a41f8f9b-6a65-38fe-97c7-d00710740d60"
  })
  void withoutAHistoryThatIsSaidWithWhatToDo(String route, String path) throws Exception {
    HttpResponse<String> response = api.get(route, path);

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.headers().firstValue("Retry-After")).isPresent();
    assertThat(response.headers().firstValue("Content-Disposition")).isEmpty();
    JsonNode problem = JSON.readTree(response.body());
    assertThat(problem.get("type").asText()).isEqualTo("urn:threeway:problem:history-off");
    assertThat(problem.get("detail").asText())
        .isEqualTo("The history is switched off: set threeway.history.jdbc-url.");
  }

  @Test
  void anOpenBreakIsFoundInTheStoreWhileThereIsNoHistory() throws Exception {
    engine.send(DriverEngine.report(Source.CORE, "T1").build());
    engine.send(
        DriverEngine.report(Source.GATEWAY, "T1").setAmount(new BigDecimal("90.0000")).build());
    String id = Break.id("T1", BreakType.AMOUNT, null).toString();

    HttpResponse<String> response = api.get(MISMATCH, MISMATCHES + "/" + id);

    assertThat(response.statusCode()).isEqualTo(200);
    JsonNode body = JSON.readTree(response.body());
    assertThat(body.at("/mismatch/mismatch_id").asText()).isEqualTo(id);
    assertThat(body.get("versions")).hasSize(1);
    assertThat(body.get("versions_complete").asBoolean()).isTrue();
    assertThat(body.get("current").asBoolean()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "limit, 0",
    "limit, 501",
    "limit, x",
    "cursor, forged",
    "status, UNKNOWN",
    "status, matched",
    "source, BANK",
    "missing_source, ''",
    "currency, usd",
    "currency, XAU",
    "account, ''",
    "account, %00",
    "min_amount, 1",
    "from, yesterday",
    "from, 2026-03-01",
    "from, %2B10000-01-01T00:00:00Z",
    "to, 2026-02-30T00:00:00Z",
    "text, ''",
    "text, a%0Ab",
    "offset, 5"
  })
  void aFilterThatIsNotValidIsNamed(String parameter, String value) throws Exception {
    HttpResponse<String> response =
        api.get(TRANSACTIONS, TRANSACTIONS + "?" + parameter + "=" + value);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(JSON.readTree(response.body()).get("parameter").asText()).isEqualTo(parameter);
  }

  @ParameterizedTest
  @CsvSource({
    "state, CLOSED",
    "type, NONE",
    "severity, low",
    "min_amount_at_risk, 1",
    "min_age, 1d",
    "strict, true",
    "account, ACC-1"
  })
  void aFilterOfTheBreaksThatIsNotValidIsNamed(String parameter, String value) throws Exception {
    HttpResponse<String> response =
        api.get(MISMATCHES, MISMATCHES + "?view=history&" + parameter + "=" + value);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(JSON.readTree(response.body()).get("parameter").asText()).isEqualTo(parameter);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "1e5", "1.00000", "1234567890123456", "", "%2B1"})
  void whatIsNoAmountIsRefused(String amount) throws Exception {
    HttpResponse<String> response =
        api.get(TRANSACTIONS, TRANSACTIONS + "?currency=USD&max_amount=" + amount);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(JSON.readTree(response.body()).get("parameter").asText()).isEqualTo("max_amount");
  }

  @Test
  void aRangeThatEndsBeforeItBeginsIsRefused() throws Exception {
    assertThat(
            api.get(TRANSACTIONS, TRANSACTIONS + "?currency=USD&min_amount=2&max_amount=1")
                .statusCode())
        .isEqualTo(400);
    assertThat(
            api.get(
                    TRANSACTIONS,
                    TRANSACTIONS + "?from=2026-03-02T00:00:00Z&to=2026-03-01T00:00:00Z")
                .statusCode())
        .isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "A41F8F9B-6A65-38FE-97C7-D00710740D60", "1-1-1-1-1", "%00", "..%2F"})
  void whatIsNoIdOfABreakIsRefused(String id) throws Exception {
    assertThat(api.send("GET", MISMATCHES + "/" + id).statusCode()).isEqualTo(400);
  }

  @Test
  void aViewOrFormatThatThereIsNotIsRefused() throws Exception {
    assertThat(api.get(MISMATCHES, MISMATCHES + "?view=live").statusCode()).isEqualTo(200);
    assertThat(api.get(MISMATCHES, MISMATCHES + "?view=all").statusCode()).isEqualTo(400);
    assertThat(api.get(EXPORT, EXPORT + "?format=xlsx").statusCode()).isEqualTo(400);
    assertThat(api.get(EXPORT, EXPORT, "Accept", "application/pdf").statusCode()).isEqualTo(406);
  }
}
