package dev.threeway.topology.reference;

import dev.threeway.schemas.records.BreakType;
import dev.threeway.schemas.records.Source;
import dev.threeway.schemas.records.TransactionEvent;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What is said about a transaction: which legs there are, and in which fields they differ by the
 * default rules.
 *
 * @param reported the sources whose legs were joined, in the order CORE, GATEWAY, MOBILE
 * @param differing the types of break that hold, in the order of {@link BreakType}; never MISSING
 */
record Verdict(List<Source> reported, List<BreakType> differing) {
  private static final BigDecimal AMOUNT_TOLERANCE = new BigDecimal("0.01");
  private static final Duration TIMESTAMP_TOLERANCE = Duration.ofSeconds(5);

  /** Compares legs as a join hands them over: once, for good, without regard to any deadline. */
  static Verdict of(ReportedLegs joined) {
    List<TransactionEvent> legs = joined.present();
    List<BreakType> differing = new ArrayList<>();
    if (differ(legs, TransactionEvent::getCurrency)) {
      differing.add(BreakType.CURRENCY);
    } else if (spread(legs).compareTo(AMOUNT_TOLERANCE) > 0) {
      differing.add(BreakType.AMOUNT);
    }
    if (differ(legs, TransactionEvent::getStatus)) {
      differing.add(BreakType.STATUS);
    }
    if (differ(legs, TransactionEvent::getAccountId)) {
      differing.add(BreakType.ACCOUNT);
    }
    if (distance(legs).compareTo(TIMESTAMP_TOLERANCE) > 0) {
      differing.add(BreakType.TIMESTAMP);
    }
    return new Verdict(
        legs.stream().map(TransactionEvent::getSource).toList(), List.copyOf(differing));
  }

  /** As it stands on the topic: {@code CORE+GATEWAY+MOBILE differ in AMOUNT, STATUS}. */
  @Override
  public String toString() {
    String sources = reported.stream().map(Enum::name).collect(Collectors.joining("+"));
    return differing.isEmpty()
        ? sources + " agree"
        : sources
            + " differ in "
            + differing.stream().map(Enum::name).collect(Collectors.joining(", "));
  }

  private static boolean differ(
      List<TransactionEvent> legs, Function<TransactionEvent, Object> field) {
    return legs.stream().map(field).distinct().count() > 1;
  }

  private static BigDecimal spread(List<TransactionEvent> legs) {
    List<BigDecimal> amounts = legs.stream().map(TransactionEvent::getAmount).sorted().toList();
    return amounts.get(amounts.size() - 1).subtract(amounts.get(0));
  }

  private static Duration distance(List<TransactionEvent> legs) {
    List<Instant> times =
        legs.stream()
            .map(TransactionEvent::getEventTime)
            .sorted(Comparator.naturalOrder())
            .toList();
    return Duration.between(times.get(0), times.get(times.size() - 1));
  }
}
