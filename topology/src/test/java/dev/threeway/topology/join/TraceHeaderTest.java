package dev.threeway.topology.join;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

/** Of a leg's headers the trace alone goes on. */
class TraceHeaderTest {
  @Test
  void onlyTheTraceGoesOn() {
    Headers headers = new RecordHeaders().add("a", text("1")).add("traceparent", text("2"));

    assertThat(TraceHeader.only(headers))
        .containsExactly(new RecordHeader("traceparent", text("2")));
  }

  @Test
  void nothingGoesOnWithoutATrace() {
    assertThat(TraceHeader.only(new RecordHeaders().add("a", text("1")))).isNull();
    assertThat(TraceHeader.only(null)).isNull();
  }

  private static byte[] text(String value) {
    return value.getBytes(UTF_8);
  }
}
