package dev.threeway.queryapi.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.threeway.queryapi.live.DriverEngine;
import dev.threeway.schemas.records.Source;
import dev.threeway.schemas.records.TransactionStatus;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MismatchesRouteTest extends RouteTest {
  private static final String ROUTE = "/api/v1/mismatches";

  MismatchesRouteTest() {
    super(ROUTE, 3);
  }

  @Test
  void withoutBreaksTheListIsEmptyAndComplete() throws Exception {
    HttpResponse<String> response = get(ROUTE);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body())
        .isEqualTo(
            "{\"items\":[],\"examined\":0,\"partitions\":{\"total\":3,\"answered\":3,\"missing\":[]},"
                + "\"complete\":true}");
  }

  @Test
  void aBreakIsShownWithTheFieldsOfTheRecordOnTheTopic() throws Exception {
    breakAmount("T1", "90.0000");

    HttpResponse<String> response = get(ROUTE);

    assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
    assertThat(json(response).at("/items/0"))
        .isEqualTo(
            json(
                """
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
                  "detected_at": "2026-03-01T09:00:00.000Z",
                  "rule_version": "default-1",
                  "evidence": ["core_txns-%1$d@0", "gateway_txns-%1$d@0"]
                }
                """
                    .formatted(engine.partitionOf("T1"))));
  }

  @Test
  void theNewestComeFirstOverAllPartitionsAndTheLimitCutsTheOldest() throws Exception {
    for (int i = 0; i < 12; i++) {
      breakAmount("T" + i, "90.0000");
      engine.advance(Duration.ofSeconds(1));
    }
    assertThat(IntStream.range(0, 12).map(i -> engine.partitionOf("T" + i)).distinct().count())
        .as("partitions in use")
        .isEqualTo(3);

    JsonNode list = json(get(ROUTE + "?limit=5"));

    assertThat(list.get("items").findValuesAsText("txn_id"))
        .containsExactly("T11", "T10", "T9", "T8", "T7");
  }

  @Test
  void withoutALimitFiftyAreShown() throws Exception {
    for (int i = 0; i < 51; i++) {
      breakAmount("T" + i, "90.0000");
    }

    assertThat(json(get(ROUTE)).get("items")).hasSize(50);
    assertThat(json(get(ROUTE + "?limit=500")).get("items")).hasSize(51);
  }

  @Test
  void aBreakThatHasClosedIsGone() throws Exception {
    engine.send(DriverEngine.report(Source.CORE, "T1").build());
    engine.send(DriverEngine.report(Source.GATEWAY, "T1").build());
    engine.advance(Duration.ofMinutes(6));
    assertThat(json(get(ROUTE)).get("items")).hasSize(1);

    engine.send(DriverEngine.report(Source.MOBILE, "T1").build());

    assertThat(json(get(ROUTE)).get("items")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "type=STATUS                                 | status",
        "type=AMOUNT                                 | small,large",
        "type=AMOUNT,STATUS                          | status,small,large",
        "severity=MEDIUM                             | small",
        "severity=CRITICAL                           | large",
        "severity=CRITICAL,MEDIUM                    | small,large",
        "source=MOBILE                               | status",
        "source=GATEWAY                              | small,large",
        "state=OPEN                                  | status,small,large",
        "currency=USD                                | status,small,large",
        "currency=EUR                                | ''",
        "currency=USD&min_amount_at_risk=0.50        | status,small,large",
        "currency=USD&min_amount_at_risk=0.5001      | status,large",
        "currency=USD&max_amount_at_risk=100         | status,small",
        "currency=USD&min_amount_at_risk=100&max_amount_at_risk=100 | status",
        "min_age=1s                                  | small,large",
        "min_age=2s                                  | large",
        "max_age=1s                                  | status,small",
        "min_age=1s&max_age=1s                       | small",
        "min_age=1h                                  | ''",
        "text=AL                                     | small",
        "text=a                                      | status,small,large",
        "account=ACC                                 | ''",
        "type=AMOUNT&severity=MEDIUM&source=GATEWAY  | small",
        "type=CURRENCY                               | ''"
      })
  void filtersLetPassWhatTheyName(String query, String transactions) throws Exception {
    engine.send(DriverEngine.report(Source.CORE, "large").setAmount(usd("200000")).build());
    engine.send(DriverEngine.report(Source.GATEWAY, "large").setAmount(usd("99000")).build());
    engine.advance(Duration.ofSeconds(1));
    breakAmount("small", "99.5000");
    engine.advance(Duration.ofSeconds(1));
    engine.send(DriverEngine.report(Source.CORE, "status").build());
    engine.send(
        DriverEngine.report(Source.MOBILE, "status").setStatus(TransactionStatus.FAILED).build());

    JsonNode list = json(get(ROUTE + "?" + query));

    assertThat(String.join(",", list.get("items").findValuesAsText("txn_id")))
        .isEqualTo(transactions);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "limit=0        | limit    | The value must be a whole number from 1 to 500.",
        "limit=501      | limit    | The value must be a whole number from 1 to 500.",
        "limit=ten      | limit    | The value must be a whole number from 1 to 500.",
        "limit=         | limit    | The value must be a whole number from 1 to 500.",
        "limit=1&limit=2| limit    | The parameter must not come more than once.",
        "type=BIG       | type     | The value must be one of CURRENCY, AMOUNT, STATUS, ACCOUNT,"
            + " TIMESTAMP, MISSING, DUPLICATE.",
        "type=UNKNOWN   | type     | The value must be one of CURRENCY, AMOUNT, STATUS, ACCOUNT,"
            + " TIMESTAMP, MISSING, DUPLICATE.",
        "severity=high  | severity | The value must be one of LOW, MEDIUM, HIGH, CRITICAL.",
        "source=ATM     | source   | The value must be one of CORE, GATEWAY, MOBILE.",
        "strict=yes     | strict   | The value must be true or false.",
        "type=AMOUNT,   | type     | The value must be one of CURRENCY, AMOUNT, STATUS, ACCOUNT,"
            + " TIMESTAMP, MISSING, DUPLICATE.",
        "state=RESOLVED | state    | The live list holds open breaks alone.",
        "currency=usd   | currency | The value must be an ISO 4217 code, such as USD.",
        "min_amount_at_risk=1 | min_amount_at_risk | An amount is compared in one currency: give"
            + " currency, too.",
        "currency=USD&min_amount_at_risk=1e9 | min_amount_at_risk | The value must be a decimal"
            + " number of at most 15 digits before and 4 behind the point.",
        "currency=USD&min_amount_at_risk=-1 | min_amount_at_risk | The value must be a decimal"
            + " number of at most 15 digits before and 4 behind the point.",
        "currency=USD&min_amount_at_risk=2&max_amount_at_risk=1 | min_amount_at_risk | The value"
            + " must not be more than max_amount_at_risk.",
        "min_age=2d&max_age=1d | min_age | The value must not be more than max_age.",
        "max_age=yesterday | max_age | The value must be a duration of up to 3650d, such as 30m,"
            + " 24h or 7d.",
        "max_age=999999999999d | max_age | The value must be a duration of up to 3650d, such as"
            + " 30m, 24h or 7d.",
        "text=          | text     | The value must be 1 to 128 characters, none of them a control"
            + " character.",
        "cursor=        | cursor   | The value must be a next_cursor of the same list with the"
            + " same filter; leave it out to begin again.",
        "order=asc      | order    | There is no such parameter here; there are account,"
            + " consistency, currency, cursor, limit, max_age, max_amount_at_risk, min_age,"
            + " min_amount_at_risk, severity, source, state, strict, text, type, view."
      })
  void aBadParameterIsRefusedByNameWithWhatIsExpected(String query, String parameter, String detail)
      throws Exception {
    HttpResponse<String> response = get(ROUTE + "?" + query);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body())
        .isEqualTo(
            "{\"type\":\"urn:threeway:problem:invalid-parameter\","
                + "\"title\":\"A parameter is not valid\",\"status\":400,\"detail\":\""
                + detail
                + "\",\"trace_id\":\""
                + RunningApi.TRACE_ID
                + "\",\"parameter\":\""
                + parameter
                + "\"}");
  }

  @Test
  void anAccountIsFoundByHowItBeginsWhereItIsWhatDisagrees() throws Exception {
    engine.send(DriverEngine.report(Source.CORE, "T1").setAccountId("ACC-1").build());
    engine.send(DriverEngine.report(Source.GATEWAY, "T1").setAccountId("OTHER-2").build());

    assertThat(json(get(ROUTE + "?account=OTHER")).get("items")).hasSize(1);
    assertThat(json(get(ROUTE + "?account=ACC-1")).get("items")).hasSize(1);
    assertThat(json(get(ROUTE + "?account=THER")).get("items")).isEmpty();
  }

  @Test
  void partitionsThatCannotBeReadAreNamedAndTheListIsNotComplete() throws Exception {
    engine.restore(1);
    engine.giveAway(2, "127.0.0.1:1");

    JsonNode list = json(get(ROUTE));

    assertThat(list.get("partitions"))
        .isEqualTo(json("{\"total\":3,\"answered\":1,\"missing\":[1,2]}"));
    assertThat(list.get("complete").asBoolean()).isFalse();
  }

  @Test
  void aStrictListIsRefusedWhereAPartitionIsMissing() throws Exception {
    assertThat(get(ROUTE + "?strict=true").statusCode()).isEqualTo(200);
    engine.restore(1);

    HttpResponse<String> response = get(ROUTE + "?strict=true");

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.headers().firstValue("Retry-After")).hasValue("1");
    assertThat(json(response).get("missing_partitions")).hasToString("[1]");
  }

  @Test
  void withoutAnyReadablePartitionThereIsNoList() throws Exception {
    IntStream.range(0, 3).forEach(engine::restore);

    HttpResponse<String> response = get(ROUTE);

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(json(response).get("missing_partitions")).hasToString("[0,1,2]");
  }

  private void breakAmount(String txnId, String gatewayAmount) {
    engine.send(DriverEngine.report(Source.CORE, txnId).build());
    engine.send(
        DriverEngine.report(Source.GATEWAY, txnId)
            .setAmount(new BigDecimal(gatewayAmount))
            .build());
  }

  private static BigDecimal usd(String units) {
    return new BigDecimal(units).setScale(4);
  }
}
