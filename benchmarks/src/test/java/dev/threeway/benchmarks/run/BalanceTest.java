package dev.threeway.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class BalanceTest {
  private static boolean isReached(String layout, int instances) throws Exception {
    return Balance.isReached(new ObjectMapper().readTree(layout), instances);
  }

  @Test
  void everyInstanceServesAndEveryPartitionHasACopy() throws Exception {
    String shared =
        """
        {"items": [{"active": [0], "copies": [{"partition": 1}]},
          {"active": [1], "copies": [{"partition": 0}]}], "partitions": 2, "unserved": []}
        """;

    assertThat(isReached(shared, 2)).isTrue();
    assertThat(isReached(shared, 3)).isFalse();
    assertThat(isReached(shared.replace("\"unserved\": []", "\"unserved\": [1]"), 2)).isFalse();
    assertThat(isReached(shared.replace("[{\"partition\": 1}]", "[]"), 2)).isFalse();
    assertThat(isReached(shared.replace("\"active\": [1]", "\"active\": []"), 2)).isFalse();
  }

  @Test
  void oneInstanceNeedsNoCopy() throws Exception {
    assertThat(
            isReached(
                "{\"items\": [{\"active\": [0], \"copies\": []}], \"partitions\": 1,"
                    + " \"unserved\": []}",
                1))
        .isTrue();
  }
}
