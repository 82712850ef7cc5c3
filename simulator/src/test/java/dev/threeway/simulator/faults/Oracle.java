package dev.threeway.simulator.faults;

import dev.threeway.schemas.records.BreakState;
import dev.threeway.schemas.records.BreakType;
import dev.threeway.schemas.records.GroupStatus;
import dev.threeway.schemas.records.Resolution;
import dev.threeway.schemas.records.Source;
import dev.threeway.schemas.records.TransactionEvent;
import dev.threeway.schemas.records.TransactionStatus;
import dev.threeway.simulator.truth.ExpectedBreak;
import dev.threeway.simulator.truth.Rejection;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Currency;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Reads the records of one transaction as an engine that keeps the matching contract would, under
 * the default rules. Knows nothing of faults.
 */
public final class Oracle {
  private static final BigDecimal LIMIT = new BigDecimal("1E14");
  private static final long LONGEST_MEMORY_MILLIS = Duration.ofDays(30).toMillis();

  private record Key(BreakType type, Source missing) {}

  private final Timing timing;
  private final Map<Source, TransactionEvent> onFile = new EnumMap<>(Source.class);
  private final Map<Key, ExpectedBreak> breaks = new LinkedHashMap<>();
  private final Map<Rejection, Integer> deadLetters = new EnumMap<>(Rejection.class);
  private boolean conflict;
  private boolean deadlinePassed;

  private Oracle(Timing timing) {
    this.timing = timing;
  }

  /** Reads records, each at the time at which it is sent, and then waits for the deadline. */
  public static Oracle read(Timing timing, List<Leg> legs) {
    Oracle oracle = new Oracle(timing);
    for (Leg leg : legs) {
      oracle.passDeadline(leg.sendAt());
      oracle.accept(leg);
    }
    oracle.passDeadline(Long.MAX_VALUE);
    return oracle;
  }

  /**
   * Reads records that all wait on their topics already, as an engine does that catches up: each
   * topic in its order, the topics in the order of event times, and the deadline afterwards.
   */
  public static Oracle catchUp(Timing timing, List<Leg> legs) {
    Map<String, Deque<Leg>> topics = new TreeMap<>();
    legs.forEach(leg -> topics.computeIfAbsent(leg.topic(), topic -> new ArrayDeque<>()).add(leg));
    Oracle oracle = new Oracle(timing);
    while (!topics.isEmpty()) {
      Deque<Leg> next =
          Collections.min(
              topics.values(), Comparator.comparingLong(queue -> eventTime(queue.element())));
      oracle.accept(next.remove());
      topics.values().removeIf(Deque::isEmpty);
    }
    oracle.passDeadline(Long.MAX_VALUE);
    return oracle;
  }

  private static long eventTime(Leg leg) {
    long read = leg.event().map(event -> event.getEventTime().toEpochMilli()).orElse(leg.sendAt());
    return Math.min(read, leg.sendAt());
  }

  public List<ExpectedBreak> breaks() {
    return new ArrayList<>(breaks.values());
  }

  public Map<Rejection, Integer> deadLetters() {
    return deadLetters;
  }

  public GroupStatus status() {
    if (breaks.values().stream().anyMatch(one -> one.state() == BreakState.OPEN)) {
      return GroupStatus.MISMATCHED;
    }
    if (onFile.size() < 3 || statuses().size() > 1) {
      return GroupStatus.PENDING;
    }
    return difference().signum() == 0 ? GroupStatus.MATCHED : GroupStatus.MATCHED_WITHIN_TOLERANCE;
  }

  private long deadline() {
    return earliest() + timing.windowMillis() + timing.graceMillis();
  }

  private void passDeadline(long now) {
    if (!onFile.isEmpty() && !deadlinePassed && now > deadline()) {
      deadlinePassed = true;
      compare();
    }
  }

  private void accept(Leg leg) {
    Rejection reason = reject(leg);
    if (reason != null) {
      deadLetters.merge(reason, 1, Integer::sum);
      return;
    }
    TransactionEvent event = leg.event().orElseThrow();
    TransactionEvent first = onFile.get(event.getSource());
    if (first == null) {
      onFile.put(event.getSource(), event);
    } else if (sameContent(first, event)) {
      return;
    } else if (first.getStatus() == TransactionStatus.PENDING
        && !event.getEventTime().isBefore(first.getEventTime())) {
      onFile.put(event.getSource(), event);
    } else if (event.getStatus() == TransactionStatus.PENDING
        && event.getEventTime().isBefore(first.getEventTime())) {
      return;
    } else {
      conflict = true;
    }
    compare();
  }

  private static boolean sameContent(TransactionEvent one, TransactionEvent other) {
    TransactionEvent copy = Events.copy(other);
    copy.setEventId(one.getEventId());
    return copy.equals(one);
  }

  private void compare() {
    Set<Key> held = held();
    for (Key key : held) {
      breaks.put(key, new ExpectedBreak(key.type, key.missing, BreakState.OPEN, null));
    }
    breaks.replaceAll(
        (key, one) ->
            held.contains(key) || one.state() == BreakState.RESOLVED
                ? one
                : new ExpectedBreak(
                    key.type,
                    key.missing,
                    BreakState.RESOLVED,
                    key.type == BreakType.MISSING
                        ? Resolution.AUTO_LATE_ARRIVAL
                        : Resolution.AUTO_CORRECTED));
  }

  private Set<Key> held() {
    Set<Key> held = new LinkedHashSet<>();
    if (currencies().size() > 1) {
      held.add(new Key(BreakType.CURRENCY, null));
    } else if (difference().compareTo(new BigDecimal("0.01")) > 0) {
      held.add(new Key(BreakType.AMOUNT, null));
    }
    Set<TransactionStatus> statuses = statuses();
    boolean contradiction =
        statuses.containsAll(EnumSet.of(TransactionStatus.SUCCESS, TransactionStatus.FAILED));
    if (contradiction || (statuses.size() > 1 && deadlinePassed)) {
      held.add(new Key(BreakType.STATUS, null));
    }
    if (onFile.values().stream().map(TransactionEvent::getAccountId).distinct().count() > 1) {
      held.add(new Key(BreakType.ACCOUNT, null));
    }
    long latest =
        onFile.values().stream().mapToLong(e -> e.getEventTime().toEpochMilli()).max().orElse(0);
    if (!onFile.isEmpty() && latest - earliest() > timing.toleranceMillis()) {
      held.add(new Key(BreakType.TIMESTAMP, null));
    }
    if (deadlinePassed) {
      EnumSet.complementOf(EnumSet.of(Source.UNKNOWN)).stream()
          .filter(source -> !onFile.containsKey(source))
          .forEach(source -> held.add(new Key(BreakType.MISSING, source)));
    }
    if (conflict) {
      held.add(new Key(BreakType.DUPLICATE, null));
    }
    return held;
  }

  private Set<String> currencies() {
    return onFile.values().stream().map(TransactionEvent::getCurrency).collect(Collectors.toSet());
  }

  private Set<TransactionStatus> statuses() {
    return onFile.values().stream().map(TransactionEvent::getStatus).collect(Collectors.toSet());
  }

  private BigDecimal difference() {
    List<BigDecimal> sorted =
        onFile.values().stream().map(TransactionEvent::getAmount).sorted().toList();
    return sorted.isEmpty()
        ? BigDecimal.ZERO
        : sorted.get(sorted.size() - 1).subtract(sorted.get(0));
  }

  private long earliest() {
    return onFile.values().stream().mapToLong(e -> e.getEventTime().toEpochMilli()).min().orElse(0);
  }

  private static Rejection reject(Leg leg) {
    if (leg.bytes().isPresent()) {
      return Rejection.UNREADABLE;
    }
    if (leg.key().isEmpty()) {
      return Rejection.NULL_KEY;
    }
    if (leg.event().isEmpty()) {
      return Rejection.NULL_VALUE;
    }
    TransactionEvent event = leg.event().get();
    if (!leg.key().get().equals(event.getTxnId())) {
      return Rejection.KEY_MISMATCH;
    }
    if (!leg.topic().startsWith(event.getSource().name().toLowerCase(Locale.ROOT))) {
      return Rejection.WRONG_SOURCE;
    }
    Currency currency =
        Currency.getAvailableCurrencies().stream()
            .filter(one -> one.getCurrencyCode().equals(event.getCurrency()))
            .findAny()
            .orElse(null);
    if (currency == null) {
      return Rejection.UNKNOWN_CURRENCY;
    }
    BigDecimal amount = event.getAmount();
    if (amount.signum() <= 0
        || amount.compareTo(LIMIT) > 0
        || amount.stripTrailingZeros().scale() > currency.getDefaultFractionDigits()) {
      return Rejection.INVALID_AMOUNT;
    }
    if (event.getStatus() == TransactionStatus.UNKNOWN) {
      return Rejection.UNKNOWN_ENUM;
    }
    String id = event.getTxnId();
    if (id.isEmpty()
        || id.getBytes(StandardCharsets.UTF_8).length > 128
        || id.chars().anyMatch(Character::isISOControl)) {
      return Rejection.INVALID_ID;
    }
    if (event.getEventTime().toEpochMilli() > leg.sendAt() + 300_000) {
      return Rejection.FUTURE_EVENT;
    }
    if (event.getEventTime().toEpochMilli() < leg.sendAt() - LONGEST_MEMORY_MILLIS) {
      return Rejection.EXPIRED;
    }
    return null;
  }
}
