package dev.threeway.topology.oracle;

import static dev.threeway.schemas.records.Severity.CRITICAL;
import static dev.threeway.schemas.records.Severity.HIGH;
import static dev.threeway.schemas.records.Severity.LOW;
import static dev.threeway.schemas.records.Severity.MEDIUM;
import static dev.threeway.schemas.records.TransactionStatus.FAILED;
import static dev.threeway.schemas.records.TransactionStatus.PENDING;
import static dev.threeway.schemas.records.TransactionStatus.SUCCESS;

import dev.threeway.schemas.records.BreakType;
import dev.threeway.schemas.records.Severity;
import dev.threeway.schemas.records.Source;
import dev.threeway.schemas.records.TransactionEvent;
import dev.threeway.schemas.records.TransactionStatus;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Everything that is wrong with a transaction, given what the sources have said about it. */
final class Findings {
  static final List<Source> SOURCES = List.of(Source.CORE, Source.GATEWAY, Source.MOBILE);

  private final Reports reports;
  private final boolean deadlinePassed;
  private final OracleRules rules;

  private Findings(Reports reports, boolean deadlinePassed, OracleRules rules) {
    this.reports = reports;
    this.deadlinePassed = deadlinePassed;
    this.rules = rules;
  }

  static List<Finding> of(Reports reports, boolean deadlinePassed, OracleRules rules) {
    Findings findings = new Findings(reports, deadlinePassed, rules);
    return Stream.concat(
            Stream.of(
                    findings.currency(),
                    findings.amount(),
                    findings.status(),
                    findings.account(),
                    findings.timestamp(),
                    findings.duplicate())
                .flatMap(Optional::stream),
            findings.missing().stream())
        .toList();
  }

  private Optional<Finding> currency() {
    return distinct(TransactionEvent::getCurrency).size() == 1
        ? Optional.empty()
        : Optional.of(
            onLargest(
                BreakType.CURRENCY,
                HIGH,
                TransactionEvent::getCurrency,
                TransactionEvent::getCurrency));
  }

  private Optional<Finding> amount() {
    BigDecimal difference = reports.largestAmount().subtract(reports.smallestAmount());
    String currency = reports.onFile().getCurrency();
    BigDecimal allowance = rules.allowance(currency, reports.largestAmount());
    if (distinct(TransactionEvent::getCurrency).size() > 1
        || difference.compareTo(allowance) <= 0) {
      return Optional.empty();
    }
    BigDecimal high = OracleRules.percentOf(reports.largestAmount(), OracleRules.HIGH_FROM_PERCENT);
    Severity severity =
        difference.compareTo(OracleRules.CRITICAL_FROM) >= 0
            ? CRITICAL
            : difference.compareTo(high) >= 0 ? HIGH : MEDIUM;
    List<Source> deviating =
        deviating(
            (one, other) ->
                one.getAmount().subtract(other.getAmount()).abs().compareTo(allowance) <= 0);
    return Optional.of(
        new Finding(
            BreakType.AMOUNT,
            null,
            severity,
            values(Texts::amount),
            deviating,
            difference,
            currency));
  }

  private Optional<Finding> status() {
    Set<TransactionStatus> statuses = distinct(TransactionEvent::getStatus);
    boolean contradiction = statuses.containsAll(Set.of(SUCCESS, FAILED));
    if (!contradiction && !(deadlinePassed && isPendingAgainstFinal(reports))) {
      return Optional.empty();
    }
    return Optional.of(
        onLargest(
            BreakType.STATUS,
            contradiction ? HIGH : MEDIUM,
            TransactionEvent::getStatus,
            leg -> leg.getStatus().name()));
  }

  static boolean isPendingAgainstFinal(Reports reports) {
    List<Boolean> pending =
        reports.legs().values().stream().map(leg -> leg.getStatus() == PENDING).toList();
    return pending.contains(true) && pending.contains(false);
  }

  private Optional<Finding> account() {
    return distinct(TransactionEvent::getAccountId).size() == 1
        ? Optional.empty()
        : Optional.of(
            onLargest(
                BreakType.ACCOUNT,
                HIGH,
                TransactionEvent::getAccountId,
                TransactionEvent::getAccountId));
  }

  private Optional<Finding> timestamp() {
    if (legPairs().allMatch(pair -> areClose(pair.get(0), pair.get(1)))) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            BreakType.TIMESTAMP,
            null,
            LOW,
            values(Texts::eventTime),
            deviating(this::areClose),
            BigDecimal.ZERO,
            reports.largest().getCurrency()));
  }

  private boolean areClose(TransactionEvent one, TransactionEvent other) {
    long apart = Math.abs(one.getEventTime().toEpochMilli() - other.getEventTime().toEpochMilli());
    return apart <= rules.timestampTolerance().toMillis();
  }

  private List<Finding> missing() {
    if (!deadlinePassed) {
      return List.of();
    }
    return SOURCES.stream()
        .filter(source -> !reports.legs().containsKey(source))
        .map(
            source ->
                new Finding(
                    BreakType.MISSING,
                    source,
                    reports.largestAmount().compareTo(OracleRules.CRITICAL_FROM) >= 0
                        ? CRITICAL
                        : source == Source.CORE ? HIGH : MEDIUM,
                    values(Texts::amount),
                    List.of(source),
                    reports.largestAmount(),
                    reports.largest().getCurrency()))
        .toList();
  }

  private Optional<Finding> duplicate() {
    Map<Source, String> values = new EnumMap<>(Source.class);
    BigDecimal risk = null;
    String currency = null;
    for (Map.Entry<Source, TransactionEvent> conflict : reports.conflicts().entrySet()) {
      TransactionEvent onFile = reports.legs().get(conflict.getKey());
      TransactionEvent reported = conflict.getValue();
      values.put(conflict.getKey(), Texts.differences(onFile, reported));
      BigDecimal difference = onFile.getAmount().subtract(reported.getAmount());
      boolean comparable = onFile.getCurrency().equals(reported.getCurrency());
      TransactionEvent larger = difference.signum() >= 0 ? onFile : reported;
      BigDecimal atStake =
          comparable && difference.signum() != 0 ? difference.abs() : larger.getAmount();
      if (risk == null || atStake.compareTo(risk) > 0) {
        risk = atStake;
        currency = larger.getCurrency();
      }
    }
    return values.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Finding(
                BreakType.DUPLICATE,
                null,
                HIGH,
                values,
                List.copyOf(values.keySet()),
                risk,
                currency));
  }

  /** A break that puts the largest amount at risk, and in which legs agree if they are equal. */
  private Finding onLargest(
      BreakType type,
      Severity severity,
      Function<TransactionEvent, Object> field,
      Function<TransactionEvent, String> text) {
    return new Finding(
        type,
        null,
        severity,
        values(text),
        deviating((one, other) -> field.apply(one).equals(field.apply(other))),
        reports.largestAmount(),
        reports.largest().getCurrency());
  }

  private List<Source> deviating(BiPredicate<TransactionEvent, TransactionEvent> agree) {
    List<Source> present = List.copyOf(reports.legs().keySet());
    if (present.size() == 2) {
      return List.of(present.get(1));
    }
    List<List<Source>> agreeing =
        pairs(present).stream()
            .filter(
                pair ->
                    agree.test(reports.legs().get(pair.get(0)), reports.legs().get(pair.get(1))))
            .toList();
    if (agreeing.size() == 1) {
      return present.stream().filter(source -> !agreeing.get(0).contains(source)).toList();
    }
    List<Source> others = List.of(Source.GATEWAY, Source.MOBILE);
    List<Source> againstCore =
        others.stream()
            .filter(
                source -> !agree.test(reports.legs().get(Source.CORE), reports.legs().get(source)))
            .toList();
    return againstCore.isEmpty() ? others : againstCore;
  }

  private Stream<List<TransactionEvent>> legPairs() {
    return pairs(List.copyOf(reports.legs().values())).stream();
  }

  private static <T> List<List<T>> pairs(List<T> all) {
    List<List<T>> pairs = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      for (int j = i + 1; j < all.size(); j++) {
        pairs.add(List.of(all.get(i), all.get(j)));
      }
    }
    return pairs;
  }

  private <T> Set<T> distinct(Function<TransactionEvent, T> field) {
    return reports.legs().values().stream().map(field).collect(Collectors.toSet());
  }

  private Map<Source, String> values(Function<TransactionEvent, String> text) {
    Map<Source, String> values = new EnumMap<>(Source.class);
    reports.legs().forEach((source, leg) -> values.put(source, text.apply(leg)));
    return values;
  }
}
