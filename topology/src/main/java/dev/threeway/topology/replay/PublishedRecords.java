package dev.threeway.topology.replay;

import dev.threeway.schemas.records.Mismatch;
import dev.threeway.schemas.records.ReconciliationResult;
import dev.threeway.schemas.topics.Topics;
import dev.threeway.schemas.wire.AvroDeserializer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.test.TestRecord;

/** Reads the bytes that the topology published. Confined to one thread. */
final class PublishedRecords {
  private final AvroDeserializer<Mismatch> mismatches = new AvroDeserializer<>();
  private final AvroDeserializer<ReconciliationResult> results = new AvroDeserializer<>();
  private final ReplayOutput output;

  PublishedRecords(Map<String, String> serdeConfig, ReplayOutput output) {
    Map<String, Object> config = new HashMap<>(serdeConfig);
    config.put("specific.avro.reader", true);
    mismatches.configure(config, false);
    results.configure(config, false);
    this.output = output;
  }

  void accept(String topic, TestRecord<byte[], byte[]> record) {
    String key = record.key() == null ? null : new String(record.key(), StandardCharsets.UTF_8);
    Instant timestamp = record.getRecordTime();
    switch (topic) {
      case Topics.MISMATCHES ->
          output.mismatch(key, timestamp, mismatches.deserialize(topic, record.value()));
      case Topics.RECONCILIATION_RESULTS ->
          output.result(key, timestamp, results.deserialize(topic, record.value()));
      default -> output.deadLetter(key, timestamp, headers(record), record.value());
    }
  }

  private static Map<String, String> headers(TestRecord<byte[], byte[]> record) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (Header header : record.headers()) {
      // What is given is why the record was turned away, and not how it was sent.
      if (header.key().startsWith("dlq.")) {
        headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
      }
    }
    return headers;
  }
}
