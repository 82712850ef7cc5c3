package dev.threeway.queryapi.http;

import dev.threeway.queryapi.live.BreakFilter;
import dev.threeway.schemas.records.BreakState;
import dev.threeway.schemas.records.BreakType;
import dev.threeway.schemas.records.Severity;
import dev.threeway.schemas.records.Source;
import dev.threeway.topology.rules.Break;
import dev.threeway.topology.rules.Finding;
import dev.threeway.topology.rules.Money;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The query parameters that say which breaks a list shows. */
final class BreakFilterParameters {
  static final String TYPE = "type";
  static final String SEVERITY = "severity";
  private static final String STATE = "state";
  static final String SOURCE = "source";
  static final String CURRENCY = "currency";
  private static final String LEAST_AT_RISK = "min_amount_at_risk";
  private static final String MOST_AT_RISK = "max_amount_at_risk";
  private static final String LEAST_AGE = "min_age";
  private static final String MOST_AGE = "max_age";
  private static final String TEXT = "text";
  private static final String ACCOUNT = "account";
  private static final int LONGEST_TEXT = 128;

  /** All of them. */
  static final Set<String> ALL =
      Set.of(
          TYPE,
          SEVERITY,
          STATE,
          SOURCE,
          CURRENCY,
          LEAST_AT_RISK,
          MOST_AT_RISK,
          LEAST_AGE,
          MOST_AGE,
          TEXT,
          ACCOUNT);

  private BreakFilterParameters() {}

  /**
   * Reads them.
   *
   * @param asOf the time, in wall-clock ms, at which ages are counted
   * @throws ProblemException naming the first that is not valid
   */
  static BreakFilter of(Query query, long asOf) {
    BreakFilter filter = BreakFilter.ALL;
    Set<BreakType> types = query.anyOf(TYPE, BreakType.values());
    if (!types.isEmpty()) {
      filter = filter.and(each -> types.contains(each.value().finding().type()));
    }
    Set<Severity> severities = query.anyOf(SEVERITY, Severity.values());
    if (!severities.isEmpty()) {
      filter = filter.and(each -> severities.contains(each.value().finding().severity()));
    }
    Set<Source> sources = query.anyOf(SOURCE, Source.values());
    if (!sources.isEmpty()) {
      filter =
          filter.and(
              each -> each.value().finding().deviating().stream().anyMatch(sources::contains));
    }
    refuseResolved(query);
    return ages(query, asOf, texts(query, money(query, filter)));
  }

  /** The store holds what is open: everything else would be an empty list that looks like news. */
  private static void refuseResolved(Query query) {
    if (query.oneOf(STATE, BreakState.values()) == BreakState.RESOLVED) {
      throw ProblemException.refused(STATE, "The live list holds open breaks alone.");
    }
  }

  private static BreakFilter money(Query query, BreakFilter filter) {
    String currency = query.currency(CURRENCY);
    long least = amount(query, LEAST_AT_RISK, currency, 0);
    long most = amount(query, MOST_AT_RISK, currency, Long.MAX_VALUE);
    if (least > most) {
      throw ProblemException.refused(
          LEAST_AT_RISK, "The value must not be more than %s.".formatted(MOST_AT_RISK));
    }
    if (currency == null) {
      return filter;
    }
    return filter.and(
        each -> {
          Finding finding = each.value().finding();
          return finding.currency().equals(currency)
              && finding.amountAtRisk() >= least
              && finding.amountAtRisk() <= most;
        });
  }

  private static long amount(Query query, String name, String currency, long otherwise) {
    String text = query.text(name);
    if (text == null) {
      return otherwise;
    }
    if (currency == null) {
      throw ProblemException.refused(
          name, "An amount is compared in one currency: give %s, too.".formatted(CURRENCY));
    }
    // Digits alone: a short exponent would be a long number.
    if (text.matches("[0-9]{1,15}(\\.[0-9]{1,4})?")) {
      return Money.toUnits(new BigDecimal(text));
    }
    throw ProblemException.refused(
        name,
        "The value must be a decimal number of at most 15 digits before and 4 behind the point.");
  }

  private static BreakFilter texts(Query query, BreakFilter filter) {
    String text = query.text(TEXT, LONGEST_TEXT);
    String account = query.text(ACCOUNT, LONGEST_TEXT);
    BreakFilter narrowed = filter;
    if (text != null) {
      String wanted = text.toLowerCase(Locale.ROOT);
      narrowed = narrowed.and(each -> each.txnId().toLowerCase(Locale.ROOT).contains(wanted));
    }
    if (account != null) {
      narrowed = narrowed.and(each -> shownAccounts(each.value()).anyMatch(hasPrefix(account)));
    }
    return narrowed;
  }

  private static Predicate<String> hasPrefix(String account) {
    return shown -> shown.startsWith(account);
  }

  /** The accounts that a break is about; those of other breaks stand on their legs alone. */
  private static Stream<String> shownAccounts(Break shown) {
    Finding finding = shown.finding();
    return finding.type() == BreakType.ACCOUNT
        ? Stream.of(finding.coreValue(), finding.gatewayValue(), finding.mobileValue())
            .filter(Objects::nonNull)
        : Stream.empty();
  }

  private static BreakFilter ages(Query query, long asOf, BreakFilter filter) {
    Duration least = query.duration(LEAST_AGE, Duration.ZERO);
    Duration most = query.duration(MOST_AGE, Duration.ofMillis(asOf));
    if (least.compareTo(most) > 0) {
      throw ProblemException.refused(
          LEAST_AGE, "The value must not be more than %s.".formatted(MOST_AGE));
    }
    return least.isZero()
        ? filter.openedWithin(asOf - most.toMillis(), Long.MAX_VALUE)
        : filter.openedWithin(asOf - most.toMillis(), asOf - least.toMillis());
  }
}
