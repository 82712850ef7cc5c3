package dev.threeway.queryapi.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.threeway.queryapi.live.DriverEngine;
import dev.threeway.schemas.records.Source;
import dev.threeway.schemas.records.TransactionEvent;
import dev.threeway.schemas.records.TransactionStatus;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ControlTotalsRouteTest extends RouteTest {
  private static final String ROUTE = "/api/v1/control-totals";

  ControlTotalsRouteTest() {
    super(ROUTE, 2);
  }

  @Test
  void everyRecordIsAccountedForUnderItsSourceAndPartition() throws Exception {
    sendOneOfEachKind();

    HttpResponse<String> response = get(ROUTE);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
    assertThat(response.body())
        .isEqualTo(
            """
            {"items":[
            {"source":"CORE","partition":0,"consumed":3,"first_reports":2,"revisions":0,
            "duplicates":1,"stale_revisions":0,"conflicts":0,"rejected":{},
            "legs":{"pending":0,"matched":1,"mismatched":1,"purged":0},"unexplained_residual":0},
            {"source":"GATEWAY","partition":0,"consumed":3,"first_reports":2,"revisions":0,
            "duplicates":0,"stale_revisions":0,"conflicts":1,"rejected":{},
            "legs":{"pending":0,"matched":1,"mismatched":1,"purged":0},"unexplained_residual":0},
            {"source":"MOBILE","partition":0,"consumed":1,"first_reports":1,"revisions":0,
            "duplicates":0,"stale_revisions":0,"conflicts":0,"rejected":{},
            "legs":{"pending":0,"matched":1,"mismatched":0,"purged":0},"unexplained_residual":0},
            {"source":"CORE","partition":1,"consumed":3,"first_reports":0,"revisions":0,
            "duplicates":0,"stale_revisions":0,"conflicts":0,
            "rejected":{"UNKNOWN_CURRENCY":2,"INVALID_AMOUNT":1},
            "legs":{"pending":0,"matched":0,"mismatched":0,"purged":0},"unexplained_residual":0},
            {"source":"GATEWAY","partition":1,"consumed":0,"first_reports":0,"revisions":0,
            "duplicates":0,"stale_revisions":0,"conflicts":0,"rejected":{},
            "legs":{"pending":0,"matched":0,"mismatched":0,"purged":0},"unexplained_residual":0},
            {"source":"MOBILE","partition":1,"consumed":3,"first_reports":1,"revisions":1,
            "duplicates":0,"stale_revisions":1,"conflicts":0,"rejected":{},
            "legs":{"pending":1,"matched":0,"mismatched":0,"purged":0},"unexplained_residual":0}],
            "unexplained_residual":0,
            "partitions":{"total":2,"answered":2,"missing":[]},"complete":true}
            """
                .replace("\n", ""));
  }

  @Test
  void theLegsOfAGroupThatIsPastItsRetentionStayAccountedFor() throws Exception {
    Stream.of(Source.CORE, Source.GATEWAY, Source.MOBILE)
        .map(source -> DriverEngine.report(source, txnIdOn(0, "matched")).build())
        .forEach(engine::send);

    // Only an event of a later time says that the retention is over.
    engine.advance(Duration.ofHours(25));
    engine.send(
        DriverEngine.report(Source.CORE, txnIdOn(0, "later"))
            .setEventTime(DriverEngine.START.plus(Duration.ofHours(25)))
            .build());
    engine.advance(Duration.ofSeconds(1));

    JsonNode list = json(get(ROUTE));
    assertThat(list.get("items").findValues("legs").stream().limit(3).map(JsonNode::toString))
        .containsExactly(
            "{\"pending\":1,\"matched\":0,\"mismatched\":0,\"purged\":1}",
            "{\"pending\":0,\"matched\":0,\"mismatched\":0,\"purged\":1}",
            "{\"pending\":0,\"matched\":0,\"mismatched\":0,\"purged\":1}");
    assertThat(list.get("unexplained_residual").asLong()).isZero();
  }

  @ParameterizedTest
  @EnumSource(names = {"CORE", "GATEWAY", "MOBILE"})
  void theSourceFilterLeavesOneItemForEachPartition(Source source) throws Exception {
    JsonNode list = json(get(ROUTE + "?source=" + source));

    assertThat(list.get("items").findValuesAsText("source"))
        .containsExactly(source.name(), source.name());
    assertThat(list.get("items").findValuesAsText("partition")).containsExactly("0", "1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "source=ATM      | source    | The value must be one of CORE, GATEWAY, MOBILE.",
        "source=UNKNOWN  | source    | The value must be one of CORE, GATEWAY, MOBILE.",
        "strict=yes      | strict    | The value must be true or false.",
        "partition=1     | partition | There is no such parameter here; there are consistency, source, strict."
      })
  void aBadParameterIsRefusedByNameWithWhatIsExpected(String query, String parameter, String detail)
      throws Exception {
    HttpResponse<String> response = get(ROUTE + "?" + query);

    assertThat(response.statusCode()).isEqualTo(400);
    JsonNode problem = json(response);
    assertThat(problem.get("parameter").asText()).isEqualTo(parameter);
    assertThat(problem.get("detail").asText()).isEqualTo(detail);
  }

  @Test
  void aPartitionThatCannotBeReadIsNamedAndHasNoItems() throws Exception {
    engine.giveAway(0, "127.0.0.1:1");

    JsonNode list = json(get(ROUTE));

    assertThat(list.get("items").findValuesAsText("partition")).containsExactly("1", "1", "1");
    assertThat(list.get("partitions"))
        .isEqualTo(json("{\"total\":2,\"answered\":1,\"missing\":[0]}"));
    assertThat(list.get("complete").asBoolean()).isFalse();
  }

  @Test
  void strictTotalsAreRefusedWhereAPartitionIsMissing() throws Exception {
    assertThat(get(ROUTE + "?strict=true").statusCode()).isEqualTo(200);
    engine.restore(1);

    HttpResponse<String> response = get(ROUTE + "?strict=true");

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.headers().firstValue("Retry-After")).hasValue("1");
    assertThat(json(response).get("missing_partitions")).hasToString("[1]");
  }

  @Test
  void withoutAnyReadablePartitionThereAreNoTotals() throws Exception {
    IntStream.range(0, 2).forEach(engine::restore);

    HttpResponse<String> response = get(ROUTE);

    assertThat(response.statusCode()).isEqualTo(503);
    JsonNode problem = json(response);
    assertThat(problem.get("missing_partitions")).hasToString("[0,1]");
    assertThat(problem.get("detail").asText()).isEqualTo("No partition can be read at the moment.");
  }

  /** On partition 0 a match, and a mismatch with more reports; on 1 a pending group, rejections. */
  private void sendOneOfEachKind() {
    String matched = txnIdOn(0, "matched");
    String mismatched = txnIdOn(0, "mismatched");
    String pending = txnIdOn(1, "pending");
    Stream.of(
            DriverEngine.report(Source.CORE, matched),
            DriverEngine.report(Source.GATEWAY, matched),
            DriverEngine.report(Source.MOBILE, matched),
            DriverEngine.report(Source.CORE, mismatched),
            DriverEngine.report(Source.CORE, mismatched).setEventId("again"),
            DriverEngine.report(Source.GATEWAY, mismatched).setAmount(new BigDecimal("90.0000")),
            DriverEngine.report(Source.GATEWAY, mismatched).setAmount(new BigDecimal("80.0000")),
            pending(pending, 1),
            pending(pending, 0),
            pending(pending, 2).setStatus(TransactionStatus.SUCCESS),
            DriverEngine.report(Source.CORE, pending).setCurrency("ZZZ"),
            DriverEngine.report(Source.CORE, pending).setCurrency("ZZZ"),
            DriverEngine.report(Source.CORE, pending).setAmount(new BigDecimal("0.0000")))
        .map(TransactionEvent.Builder::build)
        .forEach(engine::send);
  }

  private static TransactionEvent.Builder pending(String txnId, int seconds) {
    return DriverEngine.report(Source.MOBILE, txnId)
        .setStatus(TransactionStatus.PENDING)
        .setEventTime(DriverEngine.START.plusSeconds(seconds));
  }

  private String txnIdOn(int partition, String prefix) {
    return IntStream.range(0, 100)
        .mapToObj(number -> prefix + number)
        .filter(txnId -> engine.partitionOf(txnId) == partition)
        .findFirst()
        .orElseThrow();
  }
}
