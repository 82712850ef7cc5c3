package dev.threeway.queryapi.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.threeway.queryapi.live.DriverEngine;
import dev.threeway.schemas.records.Source;
import dev.threeway.schemas.records.TransactionStatus;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PendingRouteTest extends RouteTest {
  private static final String ROUTE = "/api/v1/transactions/pending";

  PendingRouteTest() {
    super(ROUTE, 3);
  }

  @Test
  void aTransactionIsShownWithWhatItWaitsForAndUntilWhen() throws Exception {
    engine.send(
        DriverEngine.report(Source.GATEWAY, "T1").setAmount(new BigDecimal("12.5000")).build());

    assertThat(json(get(ROUTE)))
        .isEqualTo(
            json(
                """
                {
                  "items": [
                    {"txn_id": "T1", "due": "2026-03-01T09:05:30.000Z",
                     "waiting_for": ["CORE", "MOBILE"], "reported": ["GATEWAY"],
                     "amount": "12.50", "currency": "USD",
                     "first_event_time": "2026-03-01T09:00:00.000Z"}
                  ],
                  "examined": 1,
                  "partitions": {"total": 3, "answered": 3, "missing": []},
                  "complete": true
                }
                """));
  }

  @Test
  void whatComesDueNextComesFirstOverAllPartitionsPageByPage() throws Exception {
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      // The later it is sent, the earlier it comes due.
      engine.send(
          DriverEngine.report(Source.CORE, "T" + i)
              .setEventTime(DriverEngine.START.minusSeconds(i))
              .build());
      expected.add(0, "T" + i);
    }

    List<String> walked = new ArrayList<>();
    JsonNode page = json(get(ROUTE + "?limit=3"));
    walked.addAll(page.get("items").findValuesAsText("txn_id"));
    while (page.has("next_cursor")) {
      page = json(get(ROUTE + "?limit=3&cursor=" + page.get("next_cursor").asText()));
      walked.addAll(page.get("items").findValuesAsText("txn_id"));
    }

    assertThat(walked).containsExactlyElementsOf(expected);
  }

  @Test
  void whatIsDecidedIsNotPending() throws Exception {
    for (Source source : List.of(Source.CORE, Source.GATEWAY, Source.MOBILE)) {
      engine.send(DriverEngine.report(source, "matched").build());
    }
    engine.send(DriverEngine.report(Source.CORE, "broken").build());
    engine.send(DriverEngine.report(Source.MOBILE, "broken").setCurrency("EUR").build());
    engine.send(DriverEngine.report(Source.CORE, "lonely").build());
    assertThat(json(get(ROUTE)).get("items").findValuesAsText("txn_id")).containsExactly("lonely");

    engine.advance(Duration.ofMinutes(6));

    assertThat(json(get(ROUTE)).get("items")).isEmpty();
  }

  @Test
  void aReportThatIsPendingAgainstAFinalOneIsWaitedFor() throws Exception {
    engine.send(DriverEngine.report(Source.CORE, "T1").build());
    engine.send(DriverEngine.report(Source.MOBILE, "T1").build());
    engine.send(
        DriverEngine.report(Source.GATEWAY, "T1").setStatus(TransactionStatus.PENDING).build());

    assertThat(json(get(ROUTE)).at("/items/0/waiting_for")).hasToString("[\"GATEWAY\"]");
  }

  @ParameterizedTest
  @CsvSource({"CORE,1", "GATEWAY,1", "MOBILE,2", "'CORE,GATEWAY',2"})
  void theFilterLeavesThoseThatWaitForASource(String awaited, int count) throws Exception {
    engine.send(DriverEngine.report(Source.CORE, "T1").build());
    engine.send(DriverEngine.report(Source.GATEWAY, "T2").build());

    assertThat(json(get(ROUTE + "?waiting_for=" + awaited)).get("items")).hasSize(count);
  }

  @Test
  void aPartitionThatCannotBeReadIsNamed() throws Exception {
    engine.restore(1);

    assertThat(json(get(ROUTE)).get("partitions").get("missing")).hasToString("[1]");
    assertThat(get(ROUTE + "?strict=true").statusCode()).isEqualTo(503);
  }
}
