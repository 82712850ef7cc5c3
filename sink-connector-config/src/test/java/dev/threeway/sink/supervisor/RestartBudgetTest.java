package dev.threeway.sink.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RestartBudgetTest {
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

  private final RestartBudget budget = new RestartBudget(9);

  /** When a task that keeps failing is restarted, in seconds after it was first seen to fail. */
  private List<Long> restarts(Instant from, Duration time) {
    List<Long> seconds = new ArrayList<>();
    for (long second = 0; second <= time.toSeconds(); second++) {
      if (budget.failed(from.plusSeconds(second))) {
        budget.restarted();
        seconds.add(second);
      }
    }
    return seconds;
  }

  @Test
  void thePauseDoublesUpToAQuarterOfAMinuteAndIsLongBeyondTheLimit() {
    // Each failure is seen a second after the restart: 1, then 1+2, 1+4 and so on later.
    assertThat(restarts(START, Duration.ofMinutes(25)))
        .containsExactly(1L, 4L, 9L, 18L, 34L, 50L, 66L, 82L, 98L, 699L, 1300L);
    assertThat(budget.isSpent()).isTrue();
    assertThat(budget.total()).isEqualTo(11);
  }

  @Test
  void aRestartThatIsPutOffStaysDueAndUsesNothingUp() {
    assertThat(budget.failed(START)).isFalse();
    for (int hour = 1; hour < 100; hour++) {
      assertThat(budget.failed(START.plus(Duration.ofHours(hour)))).isTrue();
    }
    assertThat(budget.isSpent()).isFalse();
    assertThat(budget.total()).isZero();
  }

  @Test
  void aTaskThatHasRunLongEnoughHasItsWholeBudgetAgain() {
    List<Long> unused = restarts(START, Duration.ofMinutes(2));
    Instant repaired = START.plus(Duration.ofHours(2));
    budget.sound(repaired);
    budget.sound(repaired.plus(RestartBudget.PROBATION).minusMillis(1));
    assertThat(budget.isSpent()).isTrue();

    budget.sound(repaired.plus(RestartBudget.PROBATION));

    assertThat(budget.isSpent()).isFalse();
    assertThat(restarts(repaired.plus(Duration.ofHours(1)), Duration.ofSeconds(5)))
        .containsExactly(1L, 4L);
    assertThat(budget.total()).as("counts on").isEqualTo(11);
  }

  @Test
  void aTaskThatFailsAgainWithinItsProbationHasLessLeft() {
    assertThat(restarts(START, Duration.ofSeconds(1))).containsExactly(1L);
    budget.sound(START.plusSeconds(2));
    budget.sound(START.plusSeconds(200));

    assertThat(restarts(START.plusSeconds(201), Duration.ofSeconds(3))).containsExactly(2L);
  }
}
