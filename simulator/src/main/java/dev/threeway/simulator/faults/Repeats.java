package dev.threeway.simulator.faults;

import static dev.threeway.simulator.faults.Values.otherAccount;
import static dev.threeway.simulator.faults.Values.otherAmount;
import static dev.threeway.simulator.faults.Values.otherStatus;
import static dev.threeway.simulator.faults.Values.text;

import dev.threeway.schemas.records.BreakType;
import dev.threeway.schemas.records.Resolution;
import dev.threeway.schemas.records.Source;
import dev.threeway.schemas.records.TransactionEvent;
import dev.threeway.schemas.records.TransactionStatus;
import dev.threeway.simulator.truth.ExpectedBreak;
import java.time.Instant;
import java.util.SplittableRandom;

/** Faults in which the same source reports twice. */
final class Repeats {
  private static final long MIN_PAUSE_MILLIS = 20;
  private static final long MAX_PAUSE_MILLIS = 1_500;

  private Repeats() {}

  static void duplicate(Story story, Source source, SplittableRandom random) {
    Leg again = story.follow(story.leg(source), pause(random));
    boolean sameEvent = random.nextInt(3) == 0;
    if (sameEvent) {
      again.event.setEventId(story.event(source).getEventId());
    }
    story.expect(
        FaultKind.DUPLICATE,
        "%s sends its report twice, %s event_id"
            .formatted(source, sameEvent ? "with the same" : "with another"));
  }

  static void conflict(Story story, Source source, SplittableRandom random) {
    TransactionEvent first = story.event(source);
    TransactionEvent second = story.follow(story.leg(source), pause(random)).event;
    String what =
        switch (random.nextInt(4)) {
          case 0 -> {
            second.setAmount(otherAmount(first.getAmount(), random));
            yield text(second);
          }
          case 1 -> {
            second.setAccountId(otherAccount(first.getAccountId()));
            yield "account " + second.getAccountId();
          }
          case 2 -> {
            second.setStatus(otherStatus(first.getStatus()));
            yield second.getStatus().name();
          }
          default -> {
            second.setEventId(first.getEventId());
            second.setAmount(otherAmount(first.getAmount(), random));
            yield text(second) + " with the same event_id";
          }
        };
    story.expect(FaultKind.CONFLICT, "%s reports again, now %s".formatted(source, what));
    story.expect(ExpectedBreak.open(BreakType.DUPLICATE));
  }

  static void revision(Story story, Source source, SplittableRandom random) {
    TransactionStatus right = story.event(source).getStatus();
    revise(story, source, random);
    story.expect(FaultKind.REVISION, "%s reports PENDING first, %s later".formatted(source, right));
  }

  static void corrected(Story story, Source source, SplittableRandom random) {
    revise(story, source, random);
    TransactionEvent wrong = story.event(source);
    String right = wrong.getAmount().toPlainString();
    wrong.setAmount(otherAmount(wrong.getAmount(), random));
    story.expect(
        FaultKind.CORRECTED,
        "%s reports PENDING with %s first, the right %s later"
            .formatted(source, text(wrong), right));
    story.expect(ExpectedBreak.resolved(BreakType.AMOUNT, Resolution.AUTO_CORRECTED));
  }

  /** Makes the report of a source PENDING, and sends it as it was after every other leg. */
  private static void revise(Story story, Source source, SplittableRandom random) {
    Leg report = story.leg(source);
    long latestEvent = story.latestEvent();
    Leg revision = story.follow(report, 0);
    // Later than every other leg by its event time as well: who reads the topics in the order of
    // event times has compared all legs before the revision comes.
    long eventTime =
        latestEvent + random.nextLong(Timing.REVISION_MILLIS / 8, Timing.REVISION_MILLIS);
    revision.event.setEventTime(Instant.ofEpochMilli(eventTime));
    revision.onTime = true;
    long lastSent = story.reports().stream().mapToLong(Leg::sendAt).max().orElseThrow();
    revision.sendAt =
        Math.max(lastSent + MIN_PAUSE_MILLIS, eventTime + random.nextLong(Timing.LATENCY_MILLIS));
    report.event.setStatus(TransactionStatus.PENDING);
  }

  static void stale(Story story, Source source, SplittableRandom random) {
    Leg old = story.follow(story.leg(source), pause(random));
    long earlier = random.nextLong(200, 1_000);
    old.event.setStatus(TransactionStatus.PENDING);
    old.event.setEventTime(story.event(source).getEventTime().minusMillis(earlier));
    story.expect(
        FaultKind.STALE,
        "%s sends a PENDING report that is %d ms older than its final one"
            .formatted(source, earlier));
  }

  private static long pause(SplittableRandom random) {
    return random.nextLong(MIN_PAUSE_MILLIS, MAX_PAUSE_MILLIS);
  }
}
