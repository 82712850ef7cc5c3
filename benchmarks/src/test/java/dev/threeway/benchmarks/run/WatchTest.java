package dev.threeway.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class WatchTest {
  private static final TopicPartition ONE = new TopicPartition("core_txns", 0);
  private static final TopicPartition OTHER = new TopicPartition("core_txns", 1);

  @Test
  void whatIsLeftIsTheDistanceOfAllPartitionsFromTheirEnds() {
    assertThat(Watch.left(Map.of(ONE, 10L, OTHER, 5L), Map.of(ONE, 4L, OTHER, 5L))).isEqualTo(6);
  }

  @Test
  void aPartitionWithoutACommitIsLeftWhole() {
    assertThat(Watch.left(Map.of(ONE, 10L, OTHER, 5L), Map.of(ONE, 10L))).isEqualTo(5);
  }
}
