package dev.threeway.topology.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threeway.schemas.records.Source;
import dev.threeway.schemas.records.TransactionEvent;
import dev.threeway.schemas.topics.Topics;
import dev.threeway.topology.join.TraceHeader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Published records are CloudEvents in binary mode, and belong to a trace. */
class EventHeadersTest {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String PARENT = "00-" + TRACE + "-b7ad6b7169203331-01";

  private final FlowDriver flow = new FlowDriver();

  @AfterEach
  void close() {
    flow.close();
  }

  @Test
  void aResultIsAnEventOfItsTransaction() {
    for (Source source : List.of(Source.CORE, Source.GATEWAY, Source.MOBILE)) {
      flow.send(Events.of(source, "T1").build());
    }

    Map<String, String> headers = one(flow.headersOfResults());
    assertThat(headers)
        .containsEntry("ce_specversion", "1.0")
        .containsEntry("ce_type", "dev.threeway.reconciliation_result.v1")
        .containsEntry("ce_source", "/threeway/reconciliation_results")
        .containsEntry("ce_id", "T1/1")
        .containsEntry("ce_subject", "T1")
        .containsEntry("ce_time", "2026-03-01T09:00:00Z")
        .containsEntry("content-type", "application/avro")
        .hasSize(8);
    assertThat(headers.get("traceparent")).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00");
  }

  @Test
  void aBreakGoesOnWithTheTraceOfTheLegThatLedToIt() {
    flow.send(Events.of(Source.CORE, "T1").build());
    send(differing("T1"), PARENT);

    Map<String, String> headers = one(flow.headersOfMismatches());
    assertThat(headers)
        .containsEntry("ce_type", "dev.threeway.mismatch.v1")
        .containsEntry("ce_source", "/threeway/mismatches")
        .containsEntry("ce_subject", "T1");
    assertThat(headers.get("ce_id")).matches("[0-9a-f-]{36}/1");
    assertThat(headers.get("traceparent"))
        .startsWith("00-" + TRACE + "-")
        .endsWith("-01")
        .isNotEqualTo(PARENT);
  }

  @Test
  void allRecordsOfATransactionWithoutATraceAreOneTraceAndEachASpan() {
    flow.send(Events.of(Source.CORE, "T1").build());
    flow.advance(FlowDriver.WINDOW.plus(FlowDriver.GRACE).plus(Duration.ofSeconds(2)));
    List<String> traces =
        flow.headersOfMismatches().stream().map(one -> text(one).get("traceparent")).toList();

    assertThat(traces).hasSize(2).doesNotHaveDuplicates();
    assertThat(traces)
        .extracting(trace -> trace.substring(0, 35))
        .containsOnly(traces.get(0).substring(0, 35));
  }

  @Test
  void aDeadLetterIsAnEventBesideWhatItCameWith() {
    Headers came =
        new RecordHeaders()
            .add("ce_id", bytes("the source's own"))
            .add("traceparent", bytes(PARENT));
    flow.send(Topics.CORE_TXNS, bytes("T1"), bytes("{}"), came);

    Headers headers = flow.deadLetters().get(0).headers();
    assertThat(headers.headers("ce_id"))
        .extracting(header -> new String(header.value(), StandardCharsets.UTF_8))
        .containsExactly("the source's own", "core_txns-0@0");
    assertThat(text(headers))
        .containsEntry("ce_type", "dev.threeway.dead_letter.v1")
        .containsEntry("ce_source", "/threeway/dead_letters")
        .containsEntry("content-type", "application/octet-stream");
    assertThat(text(headers).get("traceparent")).startsWith("00-" + TRACE).isNotEqualTo(PARENT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00-" + TRACE + "-b7ad6b7169203331",
        "01-" + TRACE + "-b7ad6b7169203331-01",
        "00_" + TRACE + "-b7ad6b7169203331-01",
        "00-" + TRACE + "-0000000000000000-01",
        "00-00000000000000000000000000000000-b7ad6b7169203331-01",
        "00-" + TRACE + "-b7ad6b716920333G-01",
        "00-" + TRACE + "-b7ad6b7169203331-0x"
      })
  void whatIsNoTraceIsNotGoneOnWith(String header) {
    flow.send(Events.of(Source.CORE, "T1").build());
    send(differing("T1"), header);

    assertThat(one(flow.headersOfMismatches()).get("traceparent"))
        .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00")
        .doesNotContain(TRACE);
  }

  private static TransactionEvent differing(String txnId) {
    return Events.of(Source.GATEWAY, txnId).setAmount(new BigDecimal("7.0000")).build();
  }

  private void send(TransactionEvent event, String parent) {
    flow.send(
        Topics.of(event.getSource()),
        bytes(event.getTxnId()),
        flow.encode(event.getSource(), event),
        new RecordHeaders().add(TraceHeader.NAME, bytes(parent)));
  }

  private static Map<String, String> one(List<Headers> records) {
    assertThat(records).hasSize(1);
    return text(records.get(0));
  }

  private static Map<String, String> text(Headers headers) {
    Map<String, String> text = new TreeMap<>();
    for (Header header : headers) {
      text.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
    }
    return text;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
