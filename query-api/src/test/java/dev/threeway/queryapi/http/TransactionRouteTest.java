package dev.threeway.queryapi.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.threeway.queryapi.live.DriverEngine;
import dev.threeway.schemas.records.Channel;
import dev.threeway.schemas.records.Source;
import dev.threeway.schemas.records.TransactionStatus;
import java.math.BigDecimal;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransactionRouteTest extends RouteTest {
  private static final String ROUTE = "/api/v1/transactions/{txn_id}";
  private static final String PATH = "/api/v1/transactions/";

  TransactionRouteTest() {
    super(ROUTE, 3);
  }

  @Test
  void aGroupWithABreakIsShownSideBySideFieldByField() throws Exception {
    engine.send(
        DriverEngine.report(Source.CORE, "T1")
            .setChannel(Channel.UPI)
            .setReferenceNumber("R-7")
            .build());
    engine.advance(Duration.ofMillis(1500));
    engine.send(
        DriverEngine.report(Source.GATEWAY, "T1")
            .setAmount(new BigDecimal("90.0000"))
            .setEventTime(DriverEngine.START.plusMillis(250))
            .build());

    HttpResponse<String> response = get(PATH + "T1");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
    assertThat(json(response))
        .isEqualTo(
            json(
                """
                {
                  "txn_id": "T1",
                  "status": "MISMATCHED",
                  "version": 1,
                  "waiting_for": ["MOBILE"],
                  "until": "2026-03-01T09:05:30.000Z",
                  "first_event_time": "2026-03-01T09:00:00.000Z",
                  "deadline": "2026-03-01T09:05:30.000Z",
                  "legs": {
                    "core": {
                      "source": "CORE",
                      "event_id": "CORE-T1",
                      "amount": "100.00",
                      "currency": "USD",
                      "status": "SUCCESS",
                      "event_time": "2026-03-01T09:00:00.000Z",
                      "account_id": "ACC-1",
                      "channel": "UPI",
                      "reference_number": "R-7",
                      "evidence": "core_txns-%1$d@0"
                    },
                    "gateway": {
                      "source": "GATEWAY",
                      "event_id": "GATEWAY-T1",
                      "amount": "90.00",
                      "currency": "USD",
                      "status": "SUCCESS",
                      "event_time": "2026-03-01T09:00:00.250Z",
                      "account_id": "ACC-1",
                      "evidence": "gateway_txns-%1$d@0"
                    }
                  },
                  "conflicts": [],
                  "comparison": [
                    {"field": "amount", "core_value": "100.00", "gateway_value": "90.00",
                     "verdict": "DISAGREES", "agrees": false, "deviating": ["GATEWAY"]},
                    {"field": "currency", "core_value": "USD", "gateway_value": "USD",
                     "verdict": "AGREES", "agrees": true, "deviating": []},
                    {"field": "status", "core_value": "SUCCESS", "gateway_value": "SUCCESS",
                     "verdict": "AGREES", "agrees": true, "deviating": []},
                    {"field": "event_time", "core_value": "2026-03-01T09:00:00.000Z",
                     "gateway_value": "2026-03-01T09:00:00.250Z",
                     "verdict": "WITHIN_TOLERANCE", "agrees": true, "deviating": []},
                    {"field": "account_id", "core_value": "ACC-1", "gateway_value": "ACC-1",
                     "verdict": "AGREES", "agrees": true, "deviating": []}
                  ],
                  "breaks": [
                    {
                      "mismatch_id": "a41f8f9b-6a65-38fe-97c7-d00710740d60",
                      "version": 1,
                      "txn_id": "T1",
                      "type": "AMOUNT",
                      "state": "OPEN",
                      "severity": "HIGH",
                      "core_value": "100.00",
                      "gateway_value": "90.00",
                      "deviating": ["GATEWAY"],
                      "amount_at_risk": "10.00",
                      "currency": "USD",
                      "window_start": "2026-03-01T09:00:00.000Z",
                      "deadline": "2026-03-01T09:05:30.000Z",
                      "detected_at": "2026-03-01T09:00:01.500Z",
                      "rule_version": "default-1",
                      "evidence": ["core_txns-%1$d@0", "gateway_txns-%1$d@0"]
                    }
                  ],
                  "evidence": ["core_txns-%1$d@0", "gateway_txns-%1$d@0"],
                  "answered_by": "127.0.0.1:8080"
                }
                """
                    .formatted(engine.partitionOf("T1"))));
  }

  @Test
  void aSingleLegIsNotComparedAndWaitsForTheOtherTwoUntilTheDeadline() throws Exception {
    engine.send(DriverEngine.report(Source.GATEWAY, "T2").build());

    JsonNode group = json(get(PATH + "T2"));

    assertThat(group.get("status").asText()).isEqualTo("PENDING");
    assertThat(group.get("waiting_for")).hasToString("[\"CORE\",\"MOBILE\"]");
    assertThat(group.get("until").asText()).isEqualTo("2026-03-01T09:05:30.000Z");
    assertThat(group.get("comparison"))
        .allSatisfy(
            row -> {
              assertThat(row.get("verdict").asText()).isEqualTo("NOT_COMPARED");
              assertThat(row.has("agrees")).isFalse();
            });
  }

  @Test
  void aPendingLegAgainstAFinalOneIsUndecidedAndAwaited() throws Exception {
    engine.send(DriverEngine.report(Source.CORE, "T3").build());
    engine.send(DriverEngine.report(Source.MOBILE, "T3").build());
    engine.send(
        DriverEngine.report(Source.GATEWAY, "T3").setStatus(TransactionStatus.PENDING).build());

    JsonNode group = json(get(PATH + "T3"));

    assertThat(group.get("waiting_for")).hasToString("[\"GATEWAY\"]");
    assertThat(group.at("/comparison/2/field").asText()).isEqualTo("status");
    assertThat(group.at("/comparison/2/verdict").asText()).isEqualTo("UNDECIDED");
  }

  @Test
  void amountsOfDifferentCurrenciesAreNotComparedAndKeepTheirOwnDecimals() throws Exception {
    engine.send(DriverEngine.report(Source.CORE, "T4").build());
    engine.send(DriverEngine.report(Source.GATEWAY, "T4").setCurrency("JPY").build());

    JsonNode group = json(get(PATH + "T4"));

    assertThat(group.at("/comparison/0/core_value").asText()).isEqualTo("100.00");
    assertThat(group.at("/comparison/0/gateway_value").asText()).isEqualTo("100");
    assertThat(group.at("/comparison/0/verdict").asText()).isEqualTo("NOT_COMPARED");
    assertThat(group.at("/comparison/1/verdict").asText()).isEqualTo("DISAGREES");
  }

  @Test
  void afterTheDeadlineNothingIsAwaitedAndTheBreakNamesTheSilentSource() throws Exception {
    engine.send(DriverEngine.report(Source.CORE, "T5").build());
    engine.send(DriverEngine.report(Source.GATEWAY, "T5").build());
    engine.advance(Duration.ofMinutes(6));

    JsonNode group = json(get(PATH + "T5"));

    assertThat(group.get("waiting_for")).isEmpty();
    assertThat(group.has("until")).isFalse();
    assertThat(group.at("/breaks/0/missing_source").asText()).isEqualTo("MOBILE");
  }

  @Test
  void aResolvedBreakIsShownInItsLastVersion() throws Exception {
    engine.send(DriverEngine.report(Source.CORE, "T6").build());
    engine.send(DriverEngine.report(Source.GATEWAY, "T6").build());
    engine.advance(Duration.ofMinutes(6));
    engine.send(DriverEngine.report(Source.MOBILE, "T6").build());

    JsonNode group = json(get(PATH + "T6"));

    assertThat(group.get("status").asText()).isEqualTo("MATCHED");
    assertThat(group.at("/breaks/0/version").asInt()).isEqualTo(2);
    assertThat(group.at("/breaks/0/state").asText()).isEqualTo("RESOLVED");
    assertThat(group.at("/breaks/0/resolution").asText()).isEqualTo("AUTO_LATE_ARRIVAL");
    assertThat(group.at("/breaks/0/resolved_at").asText()).isEqualTo("2026-03-01T09:06:00.000Z");
  }

  @Test
  void anUnknownTransactionIsNotFound() throws Exception {
    HttpResponse<String> response = get(PATH + "nobody");

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.body())
        .isEqualTo(
            "{\"type\":\"urn:threeway:problem:unknown-transaction\","
                + "\"title\":\"The transaction is not known\",\"status\":404,"
                + "\"detail\":\"No source has reported this transaction, or it is past its"
                + " retention.\",\"trace_id\":\""
                + RunningApi.TRACE_ID
                + "\"}");
  }

  @Test
  void headSaysWhatGetWouldSay() throws Exception {
    engine.send(DriverEngine.report(Source.CORE, "T1").build());

    assertThat(api.send("HEAD", PATH + "T1").statusCode()).isEqualTo(200);
    assertThat(api.send("HEAD", PATH + "T1").body()).isEmpty();
    assertThat(api.send("HEAD", PATH + "nobody").statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"A/B", "A B", "A+B", "50%", "a;b", "a?b=c#d", "Ünïcödé-取引", "\"quoted\"", "a\\b"})
  void anyValidIdIsFoundOnceItIsPercentEncoded(String txnId) throws Exception {
    engine.send(DriverEngine.report(Source.CORE, txnId).build());

    HttpResponse<String> response = get(PATH + encoded(txnId));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(json(response).get("txn_id").asText()).isEqualTo(txnId);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "\u007f", "\u0085"})
  void anIdWithControlCharactersIsRefusedByName(String txnId) throws Exception {
    assertRefused(encoded(txnId));
  }

  @Test
  void anIdOfMoreThan128BytesIsRefusedByName() throws Exception {
    assertRefused("x".repeat(129));
    assertRefused(encoded("ü".repeat(65)));
    assertThat(get(PATH + "x".repeat(128)).statusCode()).isEqualTo(404);
  }

  @Test
  void parametersAreRefusedByName() throws Exception {
    HttpResponse<String> response = get(PATH + "T1?verbose=true");

    assertThat(response.statusCode()).isEqualTo(400);
    JsonNode problem = json(response);
    assertThat(problem.get("parameter").asText()).isEqualTo("verbose");
    assertThat(problem.get("detail").asText())
        .isEqualTo("There is no such parameter here; there are consistency.");
  }

  @Test
  void aPartitionThatIsBeingRestoredIsNamedAndTheCallerToldWhenToComeBack() throws Exception {
    int partition = engine.partitionOf("T1");
    engine.restore(partition);

    HttpResponse<String> response = get(PATH + "T1");

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.headers().firstValue("Retry-After")).hasValue("1");
    JsonNode problem = json(response);
    assertThat(problem.get("detail").asText())
        .isEqualTo(
            "Partition %d is being restored or moved and cannot be read yet.".formatted(partition));
    assertThat(problem.get("missing_partitions")).hasToString("[" + partition + "]");
  }

  @Test
  void theOwnerOfAPartitionAnswersForIt() throws Exception {
    try (DriverEngine owner = new DriverEngine(3);
        RunningApi ownersApi = new RunningApi(owner.reads(), FixedState.RUNNING)) {
      owner.send(DriverEngine.report(Source.CORE, "A/B").build());
      engine.giveAway(engine.partitionOf("A/B"), "127.0.0.1:" + ownersApi.port());

      HttpResponse<String> response = get(PATH + "A%2FB");

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(json(response).get("txn_id").asText()).isEqualTo("A/B");
    }
  }

  @Test
  void theOwnersProblemReachesTheCallerUnderTheSameTrace() throws Exception {
    try (DriverEngine owner = new DriverEngine(3);
        RunningApi ownersApi = new RunningApi(owner.reads(), FixedState.RUNNING)) {
      engine.giveAway(engine.partitionOf("T1"), "127.0.0.1:" + ownersApi.port());
      owner.restore(owner.partitionOf("T1"));

      HttpResponse<String> response = get(PATH + "T1");

      assertThat(response.statusCode()).isEqualTo(503);
      assertThat(response.headers().firstValue("Retry-After")).hasValue("1");
      assertThat(json(response).get("trace_id").asText()).isEqualTo(RunningApi.TRACE_ID);
    }
  }

  @Test
  void aForwardedRequestIsNotForwardedAgain() throws Exception {
    engine.giveAway(engine.partitionOf("T1"), "127.0.0.1:1");

    HttpResponse<String> response = get(PATH + "T1", "Threeway-Hops", "1");

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(json(response).get("detail").asText())
        .isEqualTo("Partition %d is moving between instances.".formatted(engine.partitionOf("T1")));
  }

  @Test
  void anOwnerThatDoesNotAnswerIsNamed() throws Exception {
    int closed;
    try (ServerSocket socket = new ServerSocket(0)) {
      closed = socket.getLocalPort();
    }
    int partition = engine.partitionOf("T1");
    engine.giveAway(partition, "127.0.0.1:" + closed);

    HttpResponse<String> response = get(PATH + "T1");

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(json(response).get("detail").asText())
        .isEqualTo(
            "Partition %d belongs to instance 127.0.0.1:%d, which does not answer."
                .formatted(partition, closed));
  }

  @Test
  void aCopyAnswersForAnOwnerThatIsGoneIfTheCallerSaysThatItWillDo() throws Exception {
    int partition = engine.partitionOf("T1");
    engine.send(DriverEngine.report(Source.CORE, "T1").build());
    engine.giveAway(partition, "127.0.0.1:1");
    engine.keepCopy(partition, DriverEngine.SELF, 7);

    HttpResponse<String> response = get(PATH + "T1?consistency=stale");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(json(response).get("stale").asBoolean()).isTrue();
    assertThat(json(response).get("lag").asLong()).isEqualTo(7);
    assertThat(get(PATH + "T1").statusCode()).isEqualTo(503);
    assertThat(get(PATH + "T1?consistency=current").statusCode()).isEqualTo(503);
  }

  @Test
  void thatACopyKnowsNothingIsDeclaredToBeWhatACopySays() throws Exception {
    int partition = engine.partitionOf("T1");
    engine.giveAway(partition, "127.0.0.1:1");
    engine.keepCopy(partition, DriverEngine.SELF, 7);

    HttpResponse<String> response = get(PATH + "T1?consistency=stale");

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(json(response).get("stale").asBoolean()).isTrue();
    assertThat(json(response).get("lag").asLong()).isEqualTo(7);
    assertThat(json(response).get("detail").asText())
        .isEqualTo("The copy that was read, which may lag, has no report of this transaction.");
  }

  @Test
  void aPeersCopyIsAskedForWhereTheOwnerIsGoneAndThisInstanceHasNone() throws Exception {
    int partition = engine.partitionOf("T1");
    try (DriverEngine keeper = new DriverEngine(3);
        RunningApi keepersApi = new RunningApi(keeper.reads(), FixedState.RUNNING)) {
      keeper.send(DriverEngine.report(Source.CORE, "T1").build());
      keeper.giveAway(partition, "127.0.0.1:1");
      keeper.keepCopy(partition, DriverEngine.SELF, 3);
      engine.giveAway(partition, "127.0.0.1:1");
      engine.keepCopy(partition, "127.0.0.1:" + keepersApi.port(), 0);

      HttpResponse<String> response = get(PATH + "T1?consistency=stale");

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(json(response).get("stale").asBoolean()).isTrue();
      assertThat(json(response).get("lag").asLong()).isEqualTo(3);
      assertThat(get(PATH + "T1").statusCode()).isEqualTo(503);
    }
  }

  @Test
  void anOwnerThatAnswersIsNotStaleWhateverTheCallerPutsUpWith() throws Exception {
    engine.send(DriverEngine.report(Source.CORE, "T1").build());

    assertThat(json(get(PATH + "T1?consistency=stale")).has("stale")).isFalse();
  }

  @Test
  void aConsistencyThatThereIsNotIsRefusedByName() throws Exception {
    HttpResponse<String> response = get(PATH + "T1?consistency=maybe");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json(response).get("parameter").asText()).isEqualTo("consistency");
    assertThat(json(response).get("detail").asText())
        .isEqualTo("The value must be one of current, stale.");
  }

  private void assertRefused(String encodedId) throws Exception {
    HttpResponse<String> response = get(PATH + encodedId);
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json(response).get("parameter").asText()).isEqualTo("txn_id");
  }

  private static String encoded(String txnId) {
    return java.net.URLEncoder.encode(txnId, java.nio.charset.StandardCharsets.UTF_8)
        .replace("+", "%20");
  }
}
