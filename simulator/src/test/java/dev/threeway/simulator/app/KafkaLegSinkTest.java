package dev.threeway.simulator.app;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaLegSinkTest {
  private static final String REGISTRY = "mock://kafka-leg-sink-test";

  @Test
  void says_in_one_line_that_no_broker_answers() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    String broker = "127.0.0.1:" + port;
    Map<String, Object> config =
        Map.of("bootstrap.servers", broker, "schema.registry.url", REGISTRY, "max.block.ms", 300);
    assertThatThrownBy(() -> new KafkaLegSink(config))
        .isInstanceOf(SinkException.class)
        .hasMessage(
            "cannot use topic core_txns: is a broker running at "
                + broker
                + ", and does the topic exist? Topic core_txns not present in metadata after"
                + " 300 ms.");
  }

  @Test
  void says_which_setting_is_missing_or_wrong() {
    assertThatThrownBy(() -> new KafkaLegSink(Map.of("bootstrap.servers", "127.0.0.1:1")))
        .isInstanceOf(SinkException.class)
        .hasMessage(
            "cannot set up the producer of core_txns: schema.registry.url is missing: give the"
                + " address of the schema registry");
    assertThatThrownBy(
            () ->
                new KafkaLegSink(
                    Map.of("bootstrap.servers", "nonsense", "schema.registry.url", REGISTRY)))
        .isInstanceOf(SinkException.class)
        .hasMessage(
            "cannot set up the producer of core_txns: Failed to construct kafka producer: Invalid"
                + " url in bootstrap.servers: nonsense");
  }
}
