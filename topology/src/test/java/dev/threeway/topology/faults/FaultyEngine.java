package dev.threeway.topology.faults;

import dev.threeway.schemas.records.Mismatch;
import dev.threeway.schemas.records.Source;
import dev.threeway.topology.flow.FlowDriver;
import dev.threeway.topology.join.InputHorizon;
import dev.threeway.topology.rules.RuleSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Runs the flow with one fault, and knows which legs it has been given so far. */
final class FaultyEngine implements InputHorizon {
  /** As often as is prompt enough. */
  private static final Duration SWEEP = Duration.ofSeconds(1);

  private final Fault fault;
  private final FlowDriver flow;
  private final List<Report> unread;
  private Instant now = FlowDriver.START;

  private FaultyEngine(Fault fault, List<Report> reports) {
    this.fault = fault;
    this.unread = new ArrayList<>(reports);
    this.flow =
        new FlowDriver(
            RuleSet.DEFAULT,
            this,
            fault == Fault.EARLY_PURGE ? FlowDriver.WINDOW : FlowDriver.RETENTION);
  }

  /**
   * What was published on mismatches.
   *
   * @param reports in the order in which the engine is given them
   */
  static List<Mismatch> run(Fault fault, List<Report> reports, Instant end) {
    FaultyEngine engine = new FaultyEngine(fault, reports);
    try (FlowDriver flow = engine.flow) {
      for (Report report : reports) {
        engine.moveTo(report.takenAt());
        engine.jumpTo(report.takenAt());
        flow.send(report.leg());
        engine.unread.remove(report);
      }
      engine.moveTo(end);
      return flow.mismatches();
    }
  }

  private void moveTo(Instant instant) {
    while (fault != Fault.STREAM_TIME_ONLY && flow.now().isBefore(instant)) {
      Instant next = flow.now().plus(SWEEP);
      jumpTo(next.isAfter(instant) ? instant : next);
    }
  }

  private void jumpTo(Instant instant) {
    now = instant;
    flow.jump(Duration.between(flow.now(), instant));
  }

  @Override
  public long readThrough(int partition) {
    if (fault == Fault.NO_LAG_CHECK) {
      return Long.MAX_VALUE;
    }
    return unread.stream()
        .filter(report -> !report.readableAt().isAfter(now))
        .mapToLong(report -> report.readableAt().toEpochMilli() - 1)
        .min()
        .orElse(Long.MAX_VALUE);
  }

  @Override
  public void assigned(int partition) {}

  @Override
  public void released(int partition) {}

  @Override
  public void taken(Source source, int partition, long offset) {}
}
