package dev.threeway.benchmarks.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threeway.benchmarks.verdict.LegReport;
import dev.threeway.benchmarks.verdict.LegReports;
import dev.threeway.schemas.records.Source;
import dev.threeway.schemas.records.TransactionStatus;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The legs in Redis")
class RedisKeysTest {
  private static final LegReport CORE =
      new LegReport(Source.CORE, 1_000_000, "USD", TransactionStatus.SUCCESS, 42, "a|b");
  private static final LegReport MOBILE =
      new LegReport(Source.MOBILE, 1_000_101, "EUR", TransactionStatus.FAILED, -7, "");

  @Test
  @DisplayName("are one readable value for each source")
  void value() {
    assertThat(RedisKeys.field(CORE)).isEqualTo("CORE");
    assertThat(RedisKeys.value(CORE)).isEqualTo("1000000|USD|SUCCESS|42|a|b");
  }

  @Test
  @DisplayName("come back as they were written, whatever the account holds")
  void roundTrip() {
    assertThat(
            RedisKeys.legs(
                Map.of("CORE", RedisKeys.value(CORE), "MOBILE", RedisKeys.value(MOBILE))))
        .isEqualTo(new LegReports(CORE, null, MOBILE));
  }
}
