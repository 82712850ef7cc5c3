package dev.threeway.benchmarks.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threeway.benchmarks.verdict.LegReport;
import dev.threeway.schemas.records.Source;
import dev.threeway.schemas.records.TransactionStatus;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The event time of a partition")
class EventClockTest {
  private final EventClock clock = new EventClock();

  @Test
  @DisplayName("does not begin before every source has reported")
  void needsAllSources() {
    saw(0, Source.CORE, 100);
    saw(0, Source.GATEWAY, 100);

    assertThat(clock.time(0)).isEqualTo(Long.MIN_VALUE);
  }

  @Test
  @DisplayName("is that of the topic that is furthest behind")
  void slowestTopicCounts() {
    saw(0, Source.CORE, 900);
    saw(0, Source.GATEWAY, 100);
    saw(0, Source.MOBILE, 500);

    assertThat(clock.time(0)).isEqualTo(100);
  }

  @Test
  @DisplayName("never goes back, and is not moved by other partitions")
  void monotonous() {
    for (Source source : new Source[] {Source.CORE, Source.GATEWAY, Source.MOBILE}) {
      saw(0, source, 500);
      saw(0, source, 300);
      saw(1, source, 900);
    }

    assertThat(clock.time(0)).isEqualTo(500);
  }

  private void saw(int partition, Source source, long eventTime) {
    clock.saw(
        new ReceivedLeg(
            "T-1",
            partition,
            new LegReport(source, 1, "USD", TransactionStatus.SUCCESS, eventTime, "A")));
  }
}
