package dev.threeway.topology.join;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class SweepShareTest {
  @Test
  void tasksOfOneThreadDivideItsTimeAmongThem() {
    onAThreadOfItsOwn(
        () -> {
          assertThat(SweepShare.of(40)).isEqualTo(40);
          SweepShare.join();
          assertThat(SweepShare.of(40)).isEqualTo(40);
          SweepShare.join();
          SweepShare.join();
          SweepShare.join();
          assertThat(SweepShare.of(40)).isEqualTo(10);
          SweepShare.leave();
          SweepShare.leave();
          assertThat(SweepShare.of(40)).isEqualTo(20);
        });
  }

  @Test
  void tasksOfOtherThreadsTakeNothingAway() {
    onAThreadOfItsOwn(
        () -> {
          SweepShare.join();
          onAThreadOfItsOwn(SweepShare::join);
          assertThat(SweepShare.of(40)).isEqualTo(40);
        });
  }

  @Test
  void aThreadWithoutTasksStaysWithoutTasks() {
    onAThreadOfItsOwn(
        () -> {
          SweepShare.leave();
          SweepShare.join();
          SweepShare.join();
          assertThat(SweepShare.of(40)).isEqualTo(20);
        });
  }

  private static void onAThreadOfItsOwn(Runnable test) {
    CompletableFuture.runAsync(test, task -> new Thread(task).start()).join();
  }
}
