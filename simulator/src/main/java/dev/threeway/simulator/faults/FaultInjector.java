package dev.threeway.simulator.faults;

import static dev.threeway.simulator.faults.Values.otherAccount;
import static dev.threeway.simulator.faults.Values.otherAmount;
import static dev.threeway.simulator.faults.Values.otherCurrency;
import static dev.threeway.simulator.faults.Values.otherStatus;
import static dev.threeway.simulator.faults.Values.text;

import dev.threeway.schemas.records.BreakType;
import dev.threeway.schemas.records.GroupStatus;
import dev.threeway.schemas.records.Source;
import dev.threeway.schemas.records.TransactionEvent;
import dev.threeway.schemas.records.TransactionStatus;
import dev.threeway.simulator.truth.ExpectedBreak;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.SplittableRandom;

/**
 * Puts one fault into a story and writes down what has to come of it, under the engine's default
 * rules. Thread-safe.
 */
public final class FaultInjector {
  /** What the engine lets amounts differ by. */
  public static final BigDecimal AMOUNT_TOLERANCE = new BigDecimal("0.01");

  private final Timing timing;

  /**
   * Prepares for an engine with these timings.
   *
   * @throws IllegalArgumentException if the timings leave no room for the faults
   */
  public FaultInjector(Timing timing, FaultPlan faults) {
    timing.check(faults);
    this.timing = timing;
  }

  /** How many decimals the currency of a transaction needs, so that it can have the fault. */
  public static int decimalsFor(FaultKind kind) {
    return kind == FaultKind.TOLERANCE ? AMOUNT_TOLERANCE.scale() : 0;
  }

  /** Leaves the story as it is: three legs that agree. */
  public void none(Story story) {
    story.settle(timing);
  }

  /**
   * Puts a fault into a story that has three reports that agree.
   *
   * @param random decides the source and the details
   */
  public void inject(FaultKind kind, Story story, SplittableRandom random) {
    Source source = Story.SOURCES.get(random.nextInt(3));
    switch (kind) {
      case AMOUNT -> amount(story, source, random);
      case CURRENCY -> currency(story, source, random);
      case STATUS -> status(story, source);
      case ACCOUNT -> account(story, source);
      case TIMESTAMP -> timestamp(story, source, random);
      case MISSING -> missing(story, source, random);
      case TOLERANCE -> tolerance(story, source);
      case PENDING -> pending(story, source);
      case REJECTED -> RejectedRecords.inject(story, source, random);
      case DUPLICATE -> Repeats.duplicate(story, source, random);
      case CONFLICT -> Repeats.conflict(story, source, random);
      case REVISION -> Repeats.revision(story, source, random);
      case STALE -> Repeats.stale(story, source, random);
      case CORRECTED -> Repeats.corrected(story, source, random);
      case LATE -> late(story, source, random);
    }
    story.settle(timing);
  }

  private static void amount(Story story, Source source, SplittableRandom random) {
    TransactionEvent event = story.event(source);
    BigDecimal right = event.getAmount();
    event.setAmount(otherAmount(right, random));
    story.expect(
        FaultKind.AMOUNT,
        "%s reports %s instead of %s".formatted(source, text(event), right.toPlainString()));
    story.expect(ExpectedBreak.open(BreakType.AMOUNT));
  }

  private static void tolerance(Story story, Source source) {
    TransactionEvent event = story.event(source);
    BigDecimal right = event.getAmount();
    event.setAmount(right.add(AMOUNT_TOLERANCE));
    story.expect(
        FaultKind.TOLERANCE,
        "%s reports %s instead of %s, which is inside the tolerance"
            .formatted(source, text(event), right.toPlainString()));
    story.expect(GroupStatus.MATCHED_WITHIN_TOLERANCE);
  }

  private static void currency(Story story, Source source, SplittableRandom random) {
    TransactionEvent event = story.event(source);
    String right = event.getCurrency();
    event.setCurrency(otherCurrency(right, random));
    story.expect(
        FaultKind.CURRENCY,
        "%s reports %s instead of %s".formatted(source, event.getCurrency(), right));
    story.expect(ExpectedBreak.open(BreakType.CURRENCY));
  }

  private static void status(Story story, Source source) {
    TransactionEvent event = story.event(source);
    TransactionStatus right = event.getStatus();
    event.setStatus(otherStatus(right));
    story.expect(
        FaultKind.STATUS,
        "%s reports %s instead of %s".formatted(source, event.getStatus(), right));
    story.expect(ExpectedBreak.open(BreakType.STATUS));
  }

  private static void account(Story story, Source source) {
    TransactionEvent event = story.event(source);
    String right = event.getAccountId();
    event.setAccountId(otherAccount(right));
    story.expect(
        FaultKind.ACCOUNT,
        "%s reports %s instead of %s".formatted(source, event.getAccountId(), right));
    story.expect(ExpectedBreak.open(BreakType.ACCOUNT));
  }

  private static void pending(Story story, Source source) {
    TransactionEvent event = story.event(source);
    TransactionStatus right = event.getStatus();
    event.setStatus(TransactionStatus.PENDING);
    story.expect(
        FaultKind.PENDING, "%s stays PENDING, the others report %s".formatted(source, right));
    story.expect(ExpectedBreak.open(BreakType.STATUS));
  }

  private void timestamp(Story story, Source source, SplittableRandom random) {
    Leg leg = story.leg(source);
    TransactionEvent event = leg.event;
    story.reports().remove(leg);
    long apart =
        timing.toleranceMillis()
            + random.nextLong(Timing.MIN_EXCESS_MILLIS, timing.maxExcessMillis() + 1);
    boolean behind = random.nextBoolean();
    if (behind) {
      event.setEventTime(Instant.ofEpochMilli(story.latestEvent() - apart));
    } else {
      // Sent when it happens: an event time ahead of the clock would move the engine's time for
      // all.
      event.setEventTime(Instant.ofEpochMilli(story.earliestEvent() + apart));
      leg.sendAt = event.getEventTime().toEpochMilli() + random.nextLong(Timing.LATENCY_MILLIS);
    }
    story.report(event, leg.sendAt);
    story.expect(
        FaultKind.TIMESTAMP,
        "%s reports an event time %d ms %s the others'"
            .formatted(source, apart, behind ? "before" : "after"));
    story.expect(ExpectedBreak.open(BreakType.TIMESTAMP));
  }

  private static void missing(Story story, Source source, SplittableRandom random) {
    story.silence(source);
    story.expect(ExpectedBreak.missing(source));
    if (random.nextInt(4) > 0) {
      story.expect(FaultKind.MISSING, "%s stays silent".formatted(source));
      return;
    }
    Source second = Story.another(source, random);
    story.silence(second);
    story.expect(ExpectedBreak.missing(second));
    story.expect(FaultKind.MISSING, "%s and %s stay silent".formatted(source, second));
  }

  private void late(Story story, Source source, SplittableRandom random) {
    Leg late = story.leg(source);
    late.onTime = false;
    late.counts = false;
    story.settle(timing);
    long afterMillis = Timing.VERDICT_MILLIS + random.nextLong(2_000);
    late.sendAt = story.deadline().toEpochMilli() + afterMillis;
    story.expect(
        FaultKind.LATE, "%s reports %d ms after the deadline".formatted(source, afterMillis));
    story.expect(ExpectedBreak.missingUntilLate(source));
  }
}
