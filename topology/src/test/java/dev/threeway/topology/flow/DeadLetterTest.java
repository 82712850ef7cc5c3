package dev.threeway.topology.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threeway.schemas.records.Source;
import dev.threeway.schemas.records.TransactionEvent;
import dev.threeway.schemas.records.TransactionStatus;
import dev.threeway.schemas.topics.Topics;
import dev.threeway.topology.join.ControlTotals;
import dev.threeway.topology.join.Keyspace;
import dev.threeway.topology.rules.LegOutcome;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is no leg goes to the dead letters as it came, with the first reason that applies. */
class DeadLetterTest {
  private final FlowDriver flow = new FlowDriver();

  @AfterEach
  void close() {
    flow.close();
  }

  @Test
  void aDeadLetterKeepsKeyValueAndHeadersAndSaysWhereItStood() {
    byte[] key = bytes("T1");
    byte[] value = {1, 2, 3};
    RecordHeaders headers = new RecordHeaders();
    headers.add("traceparent", bytes("00-abc"));
    flow.send(Events.core("T0"));
    flow.send(Topics.CORE_TXNS, key, value, headers);

    TestRecord<byte[], byte[]> letter = flow.deadLetters().get(0);
    assertThat(letter.key()).isEqualTo(key);
    assertThat(letter.value()).isEqualTo(value);
    assertThat(headers(letter))
        .containsEntry("dlq.reason", "UNREADABLE")
        .containsEntry("dlq.topic", "core_txns")
        .containsEntry("dlq.partition", "0")
        .containsEntry("dlq.offset", "1")
        .containsKey("dlq.detail");
    assertThat(letter.headers().headers("traceparent").iterator().next().value())
        .asString()
        .isEqualTo("00-abc");
  }

  @Test
  void aNullKeyComesBeforeANullValue() {
    flow.send(Topics.CORE_TXNS, null, null, new RecordHeaders());
    flow.send(Topics.CORE_TXNS, bytes("T1"), null, new RecordHeaders());

    assertThat(reasons()).containsExactly("NULL_KEY", "NULL_VALUE");
  }

  @Test
  void aKeyThatIsNotTheTxnIdIsAMismatch() {
    send(Source.CORE, "T2", Events.core("T1"));

    assertThat(reasons()).containsExactly("KEY_MISMATCH");
  }

  @Test
  void aLegOnTheTopicOfAnotherSourceIsRejected() {
    send(Source.MOBILE, "T1", Events.core("T1"));

    assertThat(reasons()).containsExactly("WRONG_SOURCE");
  }

  @Test
  void anUnknownCurrencyIsRejected() {
    send(Events.of(Source.CORE, "T1").setCurrency("XYZ"));
    send(Events.of(Source.CORE, "T1").setCurrency("usd"));
    send(Events.of(Source.CORE, "T1").setCurrency("XXX"));

    assertThat(reasons()).containsOnly("UNKNOWN_CURRENCY").hasSize(3);
  }

  @Test
  void anAmountHasToBePositiveAndFitItsCurrencyAndTheLimit() {
    send(amount("0.0000", "USD"));
    send(amount("-1.0000", "USD"));
    send(amount("1.0010", "USD"));
    send(amount("1.5000", "JPY"));
    send(amount("100000000000000.0001", "USD"));
    send(amount("100000000000000.0000", "USD"));
    send(amount("1.5010", "KWD"));

    assertThat(reasons()).containsOnly("INVALID_AMOUNT").hasSize(5);
    assertThat(totals(Source.CORE).counted(LegOutcome.FIRST_REPORT)).isEqualTo(1);
  }

  @Test
  void anUnknownStatusIsRejected() {
    send(Events.of(Source.CORE, "T1").setStatus(TransactionStatus.UNKNOWN));

    assertThat(reasons()).containsExactly("UNKNOWN_ENUM");
  }

  @Test
  void anIdHasToBeShortAndPrintable() {
    send(Events.of(Source.CORE, ""));
    send(Events.of(Source.CORE, "T\u0007"));
    send(Events.of(Source.CORE, "é".repeat(65)).setEventId("E1"));
    send(Events.of(Source.CORE, "T1").setEventId(""));
    send(Events.of(Source.CORE, "T1").setAccountId(""));
    send(Events.of(Source.CORE, "é".repeat(64)).setEventId("E1"));

    assertThat(reasons()).containsOnly("INVALID_ID").hasSize(5);
  }

  @Test
  void theFirstReasonInTheOrderOfTheContractCounts() {
    send(
        Source.MOBILE,
        "T1",
        Events.of(Source.CORE, "T1")
            .setCurrency("XYZ")
            .setAmount(new BigDecimal("0.0000"))
            .setStatus(TransactionStatus.UNKNOWN)
            .setEventTime(FlowDriver.START.plus(Duration.ofDays(2)))
            .build());

    assertThat(reasons()).containsExactly("WRONG_SOURCE");
  }

  @Test
  void everyRecordIsAccountedFor() {
    flow.send(Topics.CORE_TXNS, null, null, new RecordHeaders());
    flow.send(Events.core("T1"));
    flow.send(Events.core("T1"));
    flow.send(Events.amount(Source.CORE, "T1", "7.0000"));
    flow.send(Events.at(Source.CORE, "T2", Duration.ofDays(3)));

    ControlTotals core = totals(Source.CORE);
    assertThat(core.consumed()).isEqualTo(5);
    assertThat(core.counted(LegOutcome.FIRST_REPORT)).isEqualTo(1);
    assertThat(core.counted(LegOutcome.DUPLICATE)).isEqualTo(1);
    assertThat(core.counted(LegOutcome.CONFLICT)).isEqualTo(1);
    assertThat(core.unexplainedResidual()).isZero();
  }

  private ControlTotals totals(Source source) {
    return ControlTotals.decode(flow.store(Keyspace.TOTALS).get(ControlTotals.key(source)));
  }

  private static TransactionEvent.Builder amount(String amount, String currency) {
    return Events.of(Source.CORE, "T1").setAmount(new BigDecimal(amount)).setCurrency(currency);
  }

  private void send(TransactionEvent.Builder event) {
    TransactionEvent built = event.build();
    send(Source.CORE, built.getTxnId(), built);
  }

  private void send(Source topicOf, String key, TransactionEvent event) {
    flow.send(Topics.of(topicOf), bytes(key), flow.encode(topicOf, event), new RecordHeaders());
  }

  private List<String> reasons() {
    return flow.deadLetters().stream().map(letter -> headers(letter).get("dlq.reason")).toList();
  }

  private static Map<String, String> headers(TestRecord<byte[], byte[]> letter) {
    Map<String, String> headers = new HashMap<>();
    for (Header header : letter.headers()) {
      headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
    }
    return headers;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
