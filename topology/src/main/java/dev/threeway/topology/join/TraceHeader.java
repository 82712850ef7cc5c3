package dev.threeway.topology.join;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** The header that says to what trace a record belongs: W3C Trace Context. */
public final class TraceHeader {
  public static final String NAME = "traceparent";

  private TraceHeader() {}

  /** Those headers that tell of the trace; null if there are none. */
  static Headers only(Headers headers) {
    Header header = headers == null ? null : headers.lastHeader(NAME);
    return header == null ? null : new RecordHeaders(new Header[] {header});
  }
}
