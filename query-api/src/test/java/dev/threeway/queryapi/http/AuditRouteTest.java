package dev.threeway.queryapi.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threeway.queryapi.audit.AuditEntry;
import dev.threeway.queryapi.audit.AuditEvent;
import dev.threeway.queryapi.audit.AuditPage;
import dev.threeway.queryapi.audit.ChainBreak;
import dev.threeway.queryapi.audit.ChainReport;
import dev.threeway.queryapi.audit.ChainState;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The list of the audit log, where there is none. */
class AuditRouteTest extends RouteTest {
  private static final String AUDIT = "/api/v1/audit";
  private static final Instant NOW = Instant.parse("2026-03-01T09:00:00Z");

  AuditRouteTest() {
    super(AUDIT, 1);
  }

  @Test
  void withoutADatabaseThatIsSaidWithWhatToDo() throws Exception {
    HttpResponse<String> response = get(AUDIT + "?action=LOGIN,EXPORT&outcome=DENIED&user=viewer");

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(json(response).get("type").asText()).isEqualTo("urn:threeway:problem:audit-off");
    assertThat(json(response).get("detail").asText())
        .isEqualTo("There is no audit log: set threeway.history.jdbc-url.");
  }

  @ParameterizedTest
  @CsvSource({
    "action, login",
    "action, ''",
    "outcome, ALLOWED%2CDENIED",
    "user, ''",
    "user, a%0Ab",
    "address, ''",
    "trace_id, ''",
    "resource, ''",
    "from, yesterday",
    "to, 2026-02-30T00:00:00Z",
    "limit, 501",
    "cursor, forged",
    "offset, 5"
  })
  void aFilterThatIsNotValidIsNamed(String parameter, String value) throws Exception {
    HttpResponse<String> response = get(AUDIT + "?" + parameter + "=" + value);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json(response).get("parameter").asText()).isEqualTo(parameter);
  }

  @Test
  void aRangeThatEndsBeforeItBeginsIsRefused() throws Exception {
    assertThat(get(AUDIT + "?from=2026-03-02T00:00:00Z&to=2026-03-01T00:00:00Z").statusCode())
        .isEqualTo(400);
  }

  @Test
  void aPageIsAsTheContractHasItWhateverTheChainIs() throws Exception {
    AuditEvent event =
        new AuditEvent(
            new UUID(1, 2),
            NOW,
            AuditEvent.NOBODY,
            null,
            List.of(),
            "READ",
            "GET /api/v1/mismatches",
            "DENIED",
            null,
            null,
            null);
    AuditPage page = new AuditPage(List.of(new AuditEntry(7, event, "0a".repeat(32), true)), null);
    ChainReport whole = new ChainReport(1, 7, "0a".repeat(32), 3, Optional.empty());
    ChainReport broken =
        new ChainReport(
            2,
            4,
            "0a".repeat(32),
            3,
            Optional.of(new ChainBreak(5, ChainBreak.Kind.DELETED, "row 5 is missing")));

    for (Optional<ChainState> chain :
        List.of(
            Optional.<ChainState>empty(),
            Optional.of(new ChainState(whole, NOW)),
            Optional.of(new ChainState(broken, NOW)))) {
      String json =
          new String(Json.bytes(AuditListView.of(page, null, chain)), StandardCharsets.UTF_8);
      new ApiContract().checkSchema("AuditList", json);
    }
    assertThat(json(text(page, broken)).get("chain"))
        .isEqualTo(
            json(
                "{\"state\":\"BROKEN\",\"verified_from\":2,\"verified_to\":4,\"anchors\":3,"
                    + "\"verified_at\":\"2026-03-01T09:00:00.000Z\",\"broken_row\":5,"
                    + "\"reason\":\"row 5 is missing\"}"));
  }

  private static String text(AuditPage page, ChainReport report) {
    return new String(
        Json.bytes(AuditListView.of(page, null, Optional.of(new ChainState(report, NOW)))),
        StandardCharsets.UTF_8);
  }
}
