package dev.threeway.deploy.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threeway.deploy.check.TopicBreaks;
import dev.threeway.deploy.stack.LocalStack;
import dev.threeway.deploy.stack.Part;
import dev.threeway.schemas.records.BreakType;
import dev.threeway.schemas.records.Mismatch;
import dev.threeway.schemas.records.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** When a silent source is called missing, by a real broker and the wall clock. */
@ExtendWith(SharedStack.class)
class DeadlineIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration LATEST = Duration.ofSeconds(2);

  @Test
  void aMissingLegIsNamedAtTheLatestTwoSecondsAfterItsDeadlineWithAllInputStopped(
      LocalStack stack) {
    String run = "quiet-" + Instant.now().toEpochMilli() + "-";
    try (Legs legs = new Legs(stack.addresses())) {
      for (int partition = 0; partition < legs.partitions(); partition++) {
        legs.send(Source.CORE, run + partition, Instant.now(), partition);
        legs.send(Source.GATEWAY, run + partition, Instant.now(), partition);
      }
      legs.flush();
      int expected = legs.partitions();
      Awaitility.await().atMost(PATIENCE).until(() -> missing(stack, run).size() >= expected);
    }

    assertThat(missing(stack, run))
        .allSatisfy(
            each -> {
              assertThat(each.getMissingSource()).isEqualTo(Source.MOBILE);
              assertThat(each.getDetectedAt())
                  .isBetween(each.getDeadline(), each.getDeadline().plus(LATEST));
            });
  }

  @Test
  void noLegIsMissingThatIsReadableWhenTheEngineComesBack(LocalStack stack) {
    int transactions = 8_000;
    String run = "backlog-" + Instant.now().toEpochMilli() + "-";
    stack.kill(Part.ENGINE);
    Instant longAgo = Instant.now().minus(Duration.ofMinutes(5));
    try (Legs legs = new Legs(stack.addresses())) {
      // MOBILE comes back from its outage with fresh reports first: they carry stream time far past
      // the deadlines of those whose reports lie behind them in the same topic.
      for (int i = 0; i < 200; i++) {
        legs.send(Source.MOBILE, run + "fresh-" + i, Instant.now());
        legs.send(Source.CORE, run + "fresh-" + i, Instant.now());
        legs.send(Source.GATEWAY, run + "fresh-" + i, Instant.now());
      }
      for (int i = 0; i < transactions; i++) {
        legs.send(Source.CORE, run + i, longAgo.plusMillis(i));
        legs.send(Source.GATEWAY, run + i, longAgo.plusMillis(i));
      }
      for (int i = transactions - 1; i >= 0; i--) {
        legs.send(Source.MOBILE, run + i, longAgo.plusMillis(i));
      }
      legs.send(Source.CORE, run + "lonely", longAgo);
      legs.flush();
    }
    stack.restart(Part.ENGINE);

    Awaitility.await().atMost(PATIENCE).until(() -> missing(stack, run).size() >= 2);
    assertThat(missing(stack, run))
        .extracting(Mismatch::getTxnId)
        .containsOnly(run + "lonely")
        .hasSize(2);
  }

  private static List<Mismatch> missing(LocalStack stack, String run) {
    return new TopicBreaks(stack.addresses())
        .records().stream()
            .filter(each -> each.getType() == BreakType.MISSING)
            .filter(each -> each.getTxnId().startsWith(run))
            .toList();
  }
}
