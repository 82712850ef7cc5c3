package dev.threeway.deploy.check;

import dev.threeway.deploy.stack.Addresses;
import dev.threeway.schemas.records.Mismatch;
import dev.threeway.schemas.topics.Topics;
import dev.threeway.schemas.wire.AvroDeserializer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.header.Header;

/** The breaks on the topic, and the records that the engine has turned away. */
public final class TopicBreaks {
  private final Addresses addresses;

  /** Reads from the stack at these addresses. */
  public TopicBreaks(Addresses addresses) {
    this.addresses = addresses;
  }

  /** Every committed version of every break, in order for each transaction. */
  public List<FoundBreak> versions() {
    return records().stream().map(TopicBreaks::found).toList();
  }

  /** The same, with everything that was published about them. */
  public List<Mismatch> records() {
    try (AvroDeserializer<Mismatch> deserializer = new AvroDeserializer<>()) {
      Map<String, Object> settings = new HashMap<>(addresses.registryClient());
      settings.put("specific.avro.reader", true);
      deserializer.configure(settings, false);
      return new TopicReader(addresses)
          .readAll(Topics.MISMATCHES).stream()
              .map(record -> deserializer.deserialize(record.topic(), record.value()))
              .toList();
    }
  }

  private static FoundBreak found(Mismatch mismatch) {
    return new FoundBreak(
        mismatch.getMismatchId(),
        mismatch.getVersion(),
        mismatch.getTxnId(),
        mismatch.getType(),
        mismatch.getMissingSource(),
        mismatch.getState(),
        mismatch.getResolution());
  }

  /** How many records were turned away, by reason. */
  public Map<String, Long> rejected() {
    Map<String, Long> counts = new TreeMap<>();
    new TopicReader(addresses)
        .readAll(Topics.DEAD_LETTERS)
        .forEach(
            record -> {
              Header reason = record.headers().lastHeader("dlq.reason");
              String name =
                  reason == null ? "(none)" : new String(reason.value(), StandardCharsets.UTF_8);
              counts.merge(name, 1L, Long::sum);
            });
    return counts;
  }
}
