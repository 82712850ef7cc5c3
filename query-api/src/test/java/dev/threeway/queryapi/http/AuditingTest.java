package dev.threeway.queryapi.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.threeway.queryapi.audit.AuditEvent;
import dev.threeway.queryapi.live.DriverEngine;
import dev.threeway.queryapi.security.Tokens;
import dev.threeway.schemas.records.Source;
import java.net.http.HttpResponse;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a request leaves behind in the audit log. */
class AuditingTest {
  private static final String ME = "/api/v1/me";
  private static final String LIST = "/api/v1/mismatches";
  private static final String TRANSACTION = "/api/v1/transactions/{txn_id}";
  private static final String EXPORT = "/api/v1/export/mismatches";
  private static final String STATS = "/api/v1/mismatches/stats";

  @RegisterExtension final SecuredApi secured = new SecuredApi(1, 0);

  @Test
  void theFirstUseOfASessionIsALogInAndEveryRequestIsADecision() throws Exception {
    secured.as("viewer", ME, ME);
    secured.as("viewer", ME, ME);

    assertThat(events())
        .extracting(AuditEvent::action, AuditEvent::outcome, AuditEvent::user)
        .containsExactly(
            tuple("LOGIN", "ALLOWED", "viewer"),
            tuple("READ", "ALLOWED", "viewer"),
            tuple("READ", "ALLOWED", "viewer"));
    AuditEvent read = events().get(1);
    assertThat(read.subject()).isEqualTo("id-of-viewer");
    assertThat(read.roles()).containsExactly("viewer");
    assertThat(read.resource()).isEqualTo("GET /api/v1/me");
    assertThat(read.address()).isEqualTo("127.0.0.1");
    assertThat(read.traceId()).isEqualTo(RunningApi.TRACE_ID);
    assertThat(read.at()).isEqualTo(secured.engine().clock().instant());
    assertThat(read.detail()).isNull();
  }

  @Test
  void whoeverIsShownAccountIdsHasReadPersonalDataAndWhoeverIsNotHasNot() throws Exception {
    secured.engine().send(DriverEngine.report(Source.CORE, "T1").build());

    secured.as("viewer", TRANSACTION, "/api/v1/transactions/T1");
    assertThat(last().action()).isEqualTo("READ");
    secured.as("operator", TRANSACTION, "/api/v1/transactions/T1");
    assertThat(last().action()).isEqualTo("READ_PERSONAL_DATA");
    assertThat(last().resource()).isEqualTo("GET /api/v1/transactions/T1");
    secured.as("operator", ME, ME);
    assertThat(last().action()).isEqualTo("READ");
  }

  @Test
  void aRefusalIsRecordedWithItsReason() throws Exception {
    secured.as("viewer", STATS, STATS);
    assertThat(last().outcome()).isEqualTo("DENIED");
    assertThat(last().user()).isEqualTo("viewer");
    assertThat(last().detail()).isEqualTo("FORBIDDEN");

    secured.api().get(LIST, LIST);
    assertThat(last().user()).isEqualTo("unknown");
    assertThat(last().subject()).isNull();
    assertThat(last().detail()).isEqualTo("NO_TOKEN");
    secured.with(Tokens.expired("admin"), LIST, LIST);
    assertThat(last().detail()).isEqualTo("EXPIRED");
    assertThat(last().roles()).as("of a token that is not valid nothing counts").isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v1/transactions/{txn_id}, /api/v1/transactions/ACC-4711, GET /api/v1/transactions/*",
    "/api/v1/mismatches, /api/v1/mismatches?account=ACC-4711&severity=HIGH,"
        + " GET /api/v1/mismatches?account=*&severity=HIGH",
    "/api/v1/mismatches, /api/v1/mismatches?severity=ACC-4711,"
        + " GET /api/v1/mismatches?severity=*",
    "/api/v1/mismatches, /api/v1/mismatches?ACC-4711=1, GET /api/v1/mismatches?*=*",
    "/api/v1/mismatches, /api/v1/mismatches?cursor=ACC-4711, GET /api/v1/mismatches?cursor=*",
    "/api/v1/me, /api/v1/me?access_token=ACC-4711, GET /api/v1/me?access_token=*",
    "/api/v1/mismatches, /api/v1/mismatches?text=a%0AACC-4711, GET /api/v1/mismatches?text=*"
  })
  void whatACallerPutsIntoAnAddressIsNotRecordedUnlessItIsAWordOfOurs(
      String route, String path, String resource) throws Exception {
    secured.as("operator", route, path);

    assertThat(last().resource()).isEqualTo(resource);
    assertThat(events().toString()).doesNotContain("ACC-4711");
  }

  @Test
  void neitherTokensNorSessionsAreRecorded() throws Exception {
    String token = Tokens.of("admin");
    secured.with(token, ME, ME);
    secured.with(Tokens.forged("admin"), ME, ME);

    assertThat(events().toString()).doesNotContain(token.substring(token.lastIndexOf('.') + 1));
    assertThat(events().get(0).resource()).matches("session [0-9a-f]{16}");
  }

  @Test
  void aRequestThatIsAllowedAndNotAnsweredHasFailed() throws Exception {
    secured.as("operator", LIST, LIST + "?limit=0");

    assertThat(last().outcome()).isEqualTo("FAILED");
    assertThat(last().detail()).isEqualTo("status 400");
  }

  @Test
  void anExportIsRecordedBeforeItBeginsAndRefusedIfItCannotBe() throws Exception {
    secured.as("auditor", EXPORT, EXPORT + "?format=csv");
    List<AuditEvent> seen = events();
    assertThat(seen.subList(1, 3))
        .extracting(AuditEvent::action, AuditEvent::outcome)
        .containsExactly(
            tuple("EXPORT", "ALLOWED"),
            // There is no history here.
            tuple("EXPORT", "FAILED"));

    secured.api().audit().goAway();
    HttpResponse<String> refused = secured.as("auditor", EXPORT, EXPORT + "?format=csv");

    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    assertThat(json(refused).get("type").asText())
        .isEqualTo("urn:threeway:problem:audit-unavailable");
    assertThat(secured.as("auditor", LIST, LIST).statusCode()).as("reads go on").isEqualTo(200);
  }

  @Test
  void anExportThatIsRefusedForWantOfTheLogIsRecordedAsFailed() throws Exception {
    secured.as("auditor", ME, ME);
    secured.api().audit().goAway();

    secured.as("auditor", EXPORT, EXPORT + "?format=csv");

    assertThat(last().action()).isEqualTo("EXPORT");
    assertThat(last().outcome()).isEqualTo("FAILED");
  }

  @Test
  void whatCannotEvenWaitIsNotGivenOut() throws Exception {
    secured.engine().send(DriverEngine.report(Source.CORE, "T1").build());
    secured.api().audit().fillUp();

    HttpResponse<String> refused = secured.as("operator", TRANSACTION, "/api/v1/transactions/T1");

    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.body()).contains("audit-unavailable").doesNotContain("account_id");
    assertThat(secured.api().send("GET", "/livez").statusCode()).isEqualTo(200);
  }

  @Test
  void probesAndTheContractAreNotRecorded() throws Exception {
    secured.api().send("GET", "/livez");
    secured.api().send("GET", "/openapi.yaml");

    assertThat(events()).isEmpty();
  }

  @Test
  void aForgedTokenIsASignal() throws Exception {
    secured.with(Tokens.forged("admin"), ME, ME);

    assertThat(signals()).containsExactly("forged-token");
  }

  @Test
  void whoeverIsRefusedAgainAndAgainIsASignal() throws Exception {
    for (int i = 0; i < 9; i++) {
      secured.as("viewer", STATS, STATS);
    }
    assertThat(signals()).isEmpty();

    secured.as("viewer", STATS, STATS);

    assertThat(signals()).as("by address and by user").containsOnly("repeated-refusals").hasSize(2);
  }

  @Test
  void cursorsThatWereNotGivenAreASignal() throws Exception {
    for (int i = 0; i < 3; i++) {
      secured.as("viewer", LIST, LIST + "?cursor=AAAA" + i);
    }

    assertThat(signals()).containsOnly("cursor-tampering");
  }

  @Test
  void manyPathsAtWhichThereIsNothingAreASignal() throws Exception {
    for (int i = 0; i < 10; i++) {
      assertThat(secured.api().send("GET", "/wp-admin/" + i).statusCode()).isEqualTo(404);
    }
    // The signal is raised once the answer is on its way.
    Awaitility.await().until(() -> !signals().isEmpty());

    assertThat(signals()).containsExactly("probing");
    assertThat(
            secured
                .api()
                .metrics()
                .counter("threeway.security.threats", "signal", "probing")
                .count())
        .isEqualTo(1);
  }

  private List<AuditEvent> events() {
    return secured.api().audit().events();
  }

  private List<String> signals() {
    return events().stream()
        .filter(event -> event.action().equals("THREAT"))
        .map(AuditEvent::resource)
        .toList();
  }

  /** The last event that is no signal. */
  private AuditEvent last() {
    List<AuditEvent> requests =
        events().stream().filter(event -> !event.action().equals("THREAT")).toList();
    return requests.get(requests.size() - 1);
  }

  private static JsonNode json(HttpResponse<String> response) throws Exception {
    return new ObjectMapper().readTree(response.body());
  }
}
