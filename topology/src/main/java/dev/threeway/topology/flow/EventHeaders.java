package dev.threeway.topology.flow;

import dev.threeway.topology.join.TraceHeader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * The headers of the records of one topic: CloudEvents 1.0 in binary mode, and the trace. They
 * follow from the record, so a replay gives the same. Confined to one thread.
 */
final class EventHeaders {
  private static final String CONTENT_TYPE = "content-type";
  private static final Header SPEC_VERSION = header("ce_specversion", "1.0");

  private final Header type;
  private final Header source;
  private final Header contentType;
  private long lastTime = Long.MIN_VALUE;
  private Header lastTimeHeader;

  /** Those of events of a type, which come from a source that is named like their topic. */
  EventHeaders(String type, String topic, String contentType) {
    this.type = header("ce_type", type);
    this.source = header("ce_source", "/threeway/" + topic);
    this.contentType = header(CONTENT_TYPE, contentType);
  }

  /**
   * Adds the headers.
   *
   * @param parent the trace to go on with; null if there is none
   * @param id unique on the topic
   * @param subject the transaction; null if it is not known
   * @param time ms
   */
  void add(Headers headers, byte[] parent, String id, byte[] subject, long time) {
    byte[] idBytes = id.getBytes(StandardCharsets.UTF_8);
    headers
        .add(SPEC_VERSION)
        .add(type)
        .add(source)
        .add(new RecordHeader("ce_id", idBytes))
        .add(time(time));
    if (subject != null) {
      headers.add(new RecordHeader("ce_subject", subject));
    }
    headers.add(contentType);
    headers.add(
        TraceHeader.NAME, TraceParent.child(parent, subject == null ? idBytes : subject, idBytes));
  }

  /** The records of a batch have few times among them. */
  private Header time(long millis) {
    if (millis != lastTime || lastTimeHeader == null) {
      lastTime = millis;
      lastTimeHeader = header("ce_time", Instant.ofEpochMilli(millis).toString());
    }
    return lastTimeHeader;
  }

  private static Header header(String name, String value) {
    return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
