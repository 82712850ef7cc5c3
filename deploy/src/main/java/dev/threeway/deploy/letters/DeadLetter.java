package dev.threeway.deploy.letters;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * A record that was turned away, by the engine or by a sink.
 *
 * @param id where it lies: {@code topic-partition@offset}
 * @param by who turned it away: {@code engine}, or the sink's connector
 * @param reason why, in one word
 * @param detail why, in a sentence
 * @param topic the topic that it was on; empty if the headers do not tell
 * @param origin where it was on that topic: {@code topic-partition@offset}
 * @param key its key; null if it had none
 * @param value its value; null if it had none
 * @param headers the headers of the record as it lies
 */
public record DeadLetter(
    String id,
    String by,
    String reason,
    String detail,
    String topic,
    String origin,
    byte[] key,
    byte[] value,
    Headers headers) {
  private static final String ENGINE = "dlq.";
  private static final String CONNECT = "__connect.errors.";
  private static final String EVENT_TYPE = "dev.threeway.dead_letter.v1";
  private static final Set<String> EVENT_HEADERS =
      Set.of(
          "ce_specversion",
          "ce_type",
          "ce_source",
          "ce_id",
          "ce_time",
          "ce_subject",
          "content-type",
          "traceparent");

  static DeadLetter of(ConsumerRecord<byte[], byte[]> record) {
    String id = "%s-%d@%d".formatted(record.topic(), record.partition(), record.offset());
    Headers headers = record.headers();
    boolean engine = headers.lastHeader(ENGINE + "reason") != null;
    String prefix = engine ? ENGINE : CONNECT;
    String topic = text(headers, prefix + "topic").orElse("");
    return new DeadLetter(
        id,
        engine ? "engine" : text(headers, CONNECT + "connector.name").orElse("unknown"),
        engine
            ? text(headers, ENGINE + "reason").orElse("")
            : text(headers, CONNECT + "stage").orElse("UNKNOWN"),
        text(headers, engine ? ENGINE + "detail" : CONNECT + "exception.message").orElse(""),
        topic,
        "%s-%s@%s"
            .formatted(
                topic,
                text(headers, prefix + "partition").orElse("?"),
                text(headers, prefix + "offset").orElse("?")),
        record.key(),
        record.value(),
        headers);
  }

  private static Optional<String> text(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    return header == null || header.value() == null
        ? Optional.empty()
        : Optional.of(new String(header.value(), StandardCharsets.UTF_8));
  }

  /** The key as text for people; empty if there is none. */
  public String keyText() {
    return key == null ? "" : new String(key, StandardCharsets.UTF_8);
  }

  /** The headers that the record had when it was turned away. */
  Headers headersOfRecord() {
    List<Header> kept = new ArrayList<>();
    for (Header header : headers) {
      if (!header.key().startsWith(ENGINE) && !header.key().startsWith(CONNECT)) {
        kept.add(header);
      }
    }
    if (text(headers, "ce_type").filter(EVENT_TYPE::equals).isPresent()) {
      // Of headers with one name, the last is that of the dead letter itself.
      Set<String> open = new HashSet<>(EVENT_HEADERS);
      for (int i = kept.size() - 1; i >= 0; i--) {
        if (open.remove(kept.get(i).key())) {
          kept.remove(i);
        }
      }
    }
    return new RecordHeaders(kept);
  }
}
