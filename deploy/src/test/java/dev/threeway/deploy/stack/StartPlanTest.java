package dev.threeway.deploy.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StartPlanTest {
  private final StartPlan plan = new StartPlan();
  private final ConcurrentLinkedQueue<String> ran = new ConcurrentLinkedQueue<>();

  @Test
  void aStepRunsAfterEverythingThatItNeeds() {
    plan.add("databases", List.of(), () -> ran.add("databases"));
    plan.add("registry", List.of("databases"), () -> ran.add("registry"));
    plan.add("engine", List.of("registry"), () -> ran.add("engine"));

    plan.run((step, took) -> {});

    assertThat(ran).containsExactly("databases", "registry", "engine");
  }

  @Test
  void stepsThatDoNotNeedEachOtherRunSideBySide() {
    CountDownLatch both = new CountDownLatch(2);
    plan.add("one", List.of(), () -> meet(both));
    plan.add("other", List.of(), () -> meet(both));

    plan.run((step, took) -> ran.add(step));

    assertThat(ran).containsExactlyInAnyOrder("one", "other");
  }

  @Test
  void aNeedThatIsNotPartOfThePlanCountsAsMet() {
    plan.add("engine", List.of("registry"), () -> ran.add("engine"));

    plan.run((step, took) -> {});

    assertThat(ran).containsExactly("engine");
  }

  @Test
  void theFirstFailureInterruptsTheOthersAndStopsWhatNeedsIt() {
    CountDownLatch never = new CountDownLatch(1);
    plan.add("slow", List.of(), never::await);
    plan.add(
        "broken",
        List.of(),
        () -> {
          throw new PartFailedException(Part.BROKER, "cannot start");
        });
    plan.add("after", List.of("broken"), () -> ran.add("after"));

    assertThatThrownBy(() -> plan.run((step, took) -> ran.add(step)))
        .isInstanceOf(PartFailedException.class)
        .hasMessage("the Kafka broker cannot start");
    assertThat(ran).isEmpty();
  }

  @Test
  void aCheckedFailureNamesItsStep() {
    plan.add(
        "topics",
        List.of(),
        () -> {
          throw new java.io.IOException("no answer");
        });

    assertThatThrownBy(() -> plan.run((step, took) -> {}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("topics: no answer");
  }

  private static void meet(CountDownLatch both) throws InterruptedException {
    both.countDown();
    assertThat(both.await(10, TimeUnit.SECONDS)).isTrue();
  }
}
