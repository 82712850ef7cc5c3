package dev.threeway.sink.converter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class DropHeadersTest {
  private final DropHeaders<SinkRecord> transformation = new DropHeaders<>();

  @Test
  void headersGoAndEverythingElseStays() {
    ConnectHeaders headers = new ConnectHeaders();
    headers.addBytes("traceparent", new byte[] {1}).addBytes("traceparent", new byte[] {2});
    SinkRecord record =
        new SinkRecord(
            "core_txns",
            3,
            Schema.STRING_SCHEMA,
            "key",
            Schema.INT32_SCHEMA,
            7,
            42,
            1_000L,
            TimestampType.CREATE_TIME,
            headers);
    SinkRecord bare = transformation.apply(record);
    assertThat(bare.headers()).isEmpty();
    assertThat(bare)
        .isEqualTo(
            new SinkRecord(
                "core_txns",
                3,
                Schema.STRING_SCHEMA,
                "key",
                Schema.INT32_SCHEMA,
                7,
                42,
                1_000L,
                TimestampType.CREATE_TIME));
  }

  @Test
  void aRecordWithoutHeadersIsHandedOnAsItIs() {
    SinkRecord record = new SinkRecord("core_txns", 0, null, null, null, null, 0);
    assertThat(transformation.apply(record)).isSameAs(record);
  }

  @Test
  void connectFindsTheTransformationByItsServiceFile() throws IOException {
    String file = "/META-INF/services/org.apache.kafka.connect.transforms.Transformation";
    try (InputStream services = DropHeaders.class.getResourceAsStream(file)) {
      assertThat(services)
          .asString(StandardCharsets.UTF_8)
          .isEqualToIgnoringNewLines(DropHeaders.class.getName());
    }
  }
}
