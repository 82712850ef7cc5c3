package dev.threeway.topology.faults;

import static dev.threeway.schemas.records.Source.CORE;
import static dev.threeway.schemas.records.Source.GATEWAY;
import static dev.threeway.schemas.records.Source.MOBILE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.threeway.schemas.records.Source;
import dev.threeway.topology.flow.Events;
import dev.threeway.topology.flow.FlowDriver;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * One run of an hour, by an engine that is right and by engines with one fault each.
 *
 * <pre>
 *   0:00:00  complete   all three
 *   0:00:01  silent     CORE, GATEWAY; MOBILE never
 *   0:00:02  lagging    CORE, GATEWAY; MOBILE can be read from 0:00:03 on, and is at 0:06
 *   0:20     late       CORE, MOBILE; GATEWAY at 0:50
 *   0:40     complete-2 all three
 *   0:55     last       CORE; then nothing more comes
 * </pre>
 */
class PlantedFaultsTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final List<Report> reports = new ArrayList<>();
  private final Instant end = at(MINUTE.multipliedBy(65));

  PlantedFaultsTest() {
    promptly("complete", Duration.ZERO, CORE, GATEWAY, MOBILE);
    promptly("silent", SECOND, CORE, GATEWAY);
    promptly("lagging", SECOND.multipliedBy(2), CORE, GATEWAY);
    Duration readable = SECOND.multipliedBy(3);
    reports.add(
        new Report(
            Events.at(MOBILE, "lagging", readable), at(readable), at(MINUTE.multipliedBy(6))));
    Duration late = MINUTE.multipliedBy(20);
    promptly("late", late, CORE, MOBILE);
    promptly("complete-2", MINUTE.multipliedBy(40), CORE, GATEWAY, MOBILE);
    Instant halfAnHourLater = at(MINUTE.multipliedBy(50));
    reports.add(new Report(Events.at(GATEWAY, "late", late), halfAnHourLater, halfAnHourLater));
    promptly("last", MINUTE.multipliedBy(55), CORE);
  }

  @Test
  void theEngineBreaksNoSentenceOfTheContract() {
    assertThat(violationsOf(Fault.NONE)).isEmpty();
  }

  @Test
  void anEngineThatDoesNotWaitForWhatCanBeReadIsNoticed() {
    assertThat(violationsOf(Fault.NO_LAG_CHECK))
        .contains("lagging MOBILE was called missing although it could be read");
  }

  @Test
  void anEngineThatKnowsNoWallClockIsNoticed() {
    assertThat(violationsOf(Fault.STREAM_TIME_ONLY))
        .containsExactly(
            "last GATEWAY was never called missing",
            "last MOBILE was never called missing",
            "late GATEWAY was never called missing",
            "silent MOBILE was called missing too late");
  }

  @Test
  void anEngineThatForgetsTooEarlyIsNoticed() {
    assertThat(violationsOf(Fault.EARLY_PURGE))
        .containsExactly("late GATEWAY came late, and stayed missing");
  }

  private List<String> violationsOf(Fault fault) {
    return Specification.violations(reports, FaultyEngine.run(fault, reports, end), end);
  }

  private void promptly(String txnId, Duration when, Source... sources) {
    for (Source source : sources) {
      reports.add(new Report(Events.at(source, txnId, when), at(when), at(when)));
    }
  }

  private static Instant at(Duration afterStart) {
    return FlowDriver.START.plus(afterStart);
  }
}
