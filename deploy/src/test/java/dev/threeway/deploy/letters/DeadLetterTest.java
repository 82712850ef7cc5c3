package dev.threeway.deploy.letters;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;

/** What a dead letter is about, and what it was before. */
class DeadLetterTest {
  @Test
  void whatTheEngineTurnedAwayTellsItsReasonAndWhereItLay() {
    DeadLetter letter =
        letter(
            "dlq.reason=UNREADABLE",
            "dlq.detail=empty",
            "dlq.topic=core_txns",
            "dlq.partition=2",
            "dlq.offset=7");

    assertThat(letter.by()).isEqualTo("engine");
    assertThat(letter.reason()).isEqualTo("UNREADABLE");
    assertThat(letter.origin()).isEqualTo("core_txns-2@7");
    assertThat(letter.id()).isEqualTo("dead_letters-1@5");
  }

  @Test
  void theHeadersOfTheRecordAreThoseThatItCameWith() {
    assertThat(
            kept(
                letter(
                    "own=1",
                    "ce_id=theirs",
                    "traceparent=theirs",
                    "dlq.reason=UNREADABLE",
                    "ce_specversion=1.0",
                    "ce_type=dev.threeway.dead_letter.v1",
                    "ce_id=core_txns-2@7",
                    "content-type=application/octet-stream",
                    "traceparent=ours")))
        .containsExactly("own=1", "ce_id=theirs", "traceparent=theirs");
  }

  @Test
  void anEventThatASinkTurnedAwayStaysTheEventThatItWas() {
    assertThat(
            kept(
                letter(
                    "ce_type=dev.threeway.mismatch.v1",
                    "ce_id=m/1",
                    "__connect.errors.topic=mismatches")))
        .containsExactly("ce_type=dev.threeway.mismatch.v1", "ce_id=m/1");
  }

  private static List<String> kept(DeadLetter letter) {
    List<String> kept = new ArrayList<>();
    for (Header header : letter.headersOfRecord()) {
      kept.add(header.key() + "=" + new String(header.value(), StandardCharsets.UTF_8));
    }
    return kept;
  }

  private static DeadLetter letter(String... headers) {
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>("dead_letters", 1, 5, new byte[0], new byte[0]);
    for (String header : headers) {
      String[] parts = header.split("=", 2);
      record.headers().add(parts[0], parts[1].getBytes(StandardCharsets.UTF_8));
    }
    return DeadLetter.of(record);
  }
}
