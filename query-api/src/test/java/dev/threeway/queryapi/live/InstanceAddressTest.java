package dev.threeway.queryapi.live;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.streams.state.HostInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InstanceAddressTest {
  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, 127.0.0.1:8080",
    "engine-0.engine, engine-0.engine:8080",
    "::1, [::1]:8080",
    "[::1], [::1]:8080"
  })
  void anAddressComesBackFromKafkaStreamsAsItWentIn(String host, String address) {
    assertThat(InstanceAddress.of(host, 8080)).isEqualTo(address);

    HostInfo known = HostInfo.buildFromEndpoint(address);
    assertThat(InstanceAddress.of(known.host(), known.port())).isEqualTo(address);
  }
}
