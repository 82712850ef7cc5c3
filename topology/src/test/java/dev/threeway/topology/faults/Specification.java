package dev.threeway.topology.faults;

import dev.threeway.schemas.records.BreakState;
import dev.threeway.schemas.records.BreakType;
import dev.threeway.schemas.records.Mismatch;
import dev.threeway.schemas.records.Resolution;
import dev.threeway.schemas.records.Source;
import dev.threeway.topology.flow.FlowDriver;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the contract asks of MISSING breaks, as a judgement of a run on one partition. */
final class Specification {
  private static final Duration PROMPT = Duration.ofSeconds(2);

  private final List<Report> reports;
  private final List<Mismatch> published;
  private final Instant end;
  private final List<String> violations = new ArrayList<>();

  private Specification(List<Report> reports, List<Mismatch> published, Instant end) {
    this.reports = reports;
    this.published = published;
    this.end = end;
  }

  /**
   * Every sentence of the contract that a run breaks, in the order of the transactions; empty for a
   * run that is right.
   *
   * @param reports first reports alone, in the order in which the engine was given them
   * @param published what it said until {@code end}
   */
  static List<String> violations(List<Report> reports, List<Mismatch> published, Instant end) {
    Specification specification = new Specification(reports, published, end);
    reports.stream()
        .collect(Collectors.groupingBy(Report::txnId, TreeMap::new, Collectors.toList()))
        .forEach(specification::judge);
    return specification.violations;
  }

  private void judge(String txnId, List<Report> legs) {
    Instant deadline =
        legs.stream()
            .map(each -> each.leg().getEventTime())
            .min(Instant::compareTo)
            .orElseThrow()
            .plus(FlowDriver.WINDOW)
            .plus(FlowDriver.GRACE);
    for (Source source : List.of(Source.CORE, Source.GATEWAY, Source.MOBILE)) {
      String name = txnId + " " + source;
      List<Mismatch> versions = missing(txnId, source);
      Report leg = legs.stream().filter(each -> each.source() == source).findFirst().orElse(null);
      Instant passed = passed(deadline);
      if (versions.isEmpty()) {
        boolean due = leg == null || leg.takenAt().isAfter(passed.plus(PROMPT));
        if (due && !passed.plus(PROMPT).isAfter(end)) {
          violations.add(name + " was never called missing");
        }
      } else {
        judge(name, leg, passed, versions);
      }
    }
  }

  private void judge(String name, Report leg, Instant passed, List<Mismatch> versions) {
    Instant detected = versions.get(0).getDetectedAt();
    if (leg != null && !leg.readableAt().isAfter(detected)) {
      violations.add(name + " was called missing although it could be read");
    } else if (detected.isBefore(passed)) {
      violations.add(name + " was called missing before its deadline");
    } else if (detected.isAfter(passed.plus(PROMPT))) {
      violations.add(name + " was called missing too late");
    }
    Mismatch last = versions.get(versions.size() - 1);
    boolean closed =
        last.getState() == BreakState.RESOLVED
            && last.getResolution() == Resolution.AUTO_LATE_ARRIVAL;
    if (closed != (leg != null)) {
      violations.add(name + (closed ? " was said to have come" : " came late, and stayed missing"));
    }
  }

  private List<Mismatch> missing(String txnId, Source source) {
    return published.stream()
        .filter(each -> each.getType() == BreakType.MISSING)
        .filter(each -> each.getTxnId().equals(txnId) && each.getMissingSource() == source)
        .toList();
  }

  /**
   * The instant at which a deadline passes: when stream time is later, or stream time and what the
   * wall clock has gone on since it advanced, while everything readable has been read.
   */
  private Instant passed(Instant deadline) {
    Instant streamTime = Instant.MIN;
    Instant advancedAt = Instant.MIN;
    for (int i = 0; i < reports.size(); i++) {
      Report taken = reports.get(i);
      if (taken.leg().getEventTime().isAfter(streamTime)) {
        streamTime = taken.leg().getEventTime();
        advancedAt = taken.takenAt();
      }
      Instant passes =
          streamTime.isAfter(deadline)
              ? taken.takenAt()
              : advancedAt.plus(Duration.between(streamTime, deadline)).plusMillis(1);
      Instant knownUntil =
          reports.subList(i + 1, reports.size()).stream()
              .map(Report::readableAt)
              .min(Instant::compareTo)
              .orElse(Instant.MAX);
      if (passes.isBefore(knownUntil)) {
        return passes.isBefore(taken.takenAt()) ? taken.takenAt() : passes;
      }
    }
    throw new IllegalStateException("time goes on for ever after the last report");
  }
}
