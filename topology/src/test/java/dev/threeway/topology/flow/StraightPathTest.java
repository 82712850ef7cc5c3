package dev.threeway.topology.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threeway.schemas.records.GroupStatus;
import dev.threeway.schemas.records.Mismatch;
import dev.threeway.schemas.records.ReconciliationResult;
import dev.threeway.schemas.records.Source;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Legs that come once: in any order, some of them missing. */
class StraightPathTest {
  private final FlowDriver flow = new FlowDriver();

  @AfterEach
  void close() {
    flow.close();
  }

  @Test
  void threeEqualLegsMatchAndNothingElseIsPublished() {
    flow.send(Events.mobile("T1"));
    flow.send(Events.core("T1"));
    flow.send(Events.gateway("T1"));
    flow.advance(Duration.ofMinutes(10));

    assertThat(flow.mismatches()).isEmpty();
    List<ReconciliationResult> results = flow.results();
    assertThat(results).hasSize(1);
    assertThat(results.get(0).getStatus()).isEqualTo(GroupStatus.MATCHED);
  }

  @Test
  void aSilentSourceIsMissingAfterTheDeadlineAndNotBefore() {
    flow.send(Events.core("T1"));
    flow.send(Events.gateway("T1"));
    flow.advance(FlowDriver.WINDOW.plus(FlowDriver.GRACE));
    assertThat(flow.mismatches()).isEmpty();

    flow.advance(Duration.ofMillis(200));
    List<Mismatch> mismatches = flow.mismatches();
    assertThat(mismatches).hasSize(1);
    assertThat(mismatches.get(0).getMissingSource()).isEqualTo(Source.MOBILE);
  }
}
