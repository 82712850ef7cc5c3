package dev.threeway.queryapi.http;

import dev.threeway.queryapi.history.MismatchFilter;
import dev.threeway.queryapi.history.TransactionFilter;
import dev.threeway.schemas.records.BreakState;
import dev.threeway.schemas.records.BreakType;
import dev.threeway.schemas.records.GroupStatus;
import dev.threeway.schemas.records.Severity;
import dev.threeway.schemas.records.Source;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the filters of the history's lists from a query. */
final class Filters {
  static final Set<String> OF_TRANSACTIONS =
      Set.of(
          "status",
          "source",
          "missing_source",
          "currency",
          "account",
          "min_amount",
          "max_amount",
          "from",
          "to",
          "text");
  static final Set<String> OF_MISMATCHES =
      Set.of(
          "type",
          "severity",
          "state",
          "source",
          "currency",
          "min_amount_at_risk",
          "max_amount_at_risk",
          "from",
          "to",
          "text");

  private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,15}(\\.[0-9]{1,4})?");
  private static final int LONGEST_TEXT_BYTES = 128;
  private static final int LAST_YEAR = 9999;

  private Filters() {}

  static TransactionFilter transactions(Query query, PersonalData personal) {
    TransactionFilter filter =
        new TransactionFilter(
            query.oneOf("status", GroupStatus.values()),
            query.oneOf("source", Source.values()),
            query.oneOf("missing_source", Source.values()),
            query.currency("currency"),
            text(query, "account"),
            amount(query, "min_amount"),
            amount(query, "max_amount"),
            time(query, "from"),
            time(query, "to"),
            text(query, "text"),
            personal.isInFull());
    refuseIfEmpty("max_amount", filter.minAmount(), filter.maxAmount());
    refuseIfEmpty("to", filter.from(), filter.to());
    return filter;
  }

  static MismatchFilter mismatches(Query query) {
    MismatchFilter filter =
        new MismatchFilter(
            query.anyOf("type", BreakType.values()),
            query.anyOf("severity", Severity.values()),
            query.oneOf("state", BreakState.values()),
            query.anyOf("source", Source.values()),
            query.currency("currency"),
            amount(query, "min_amount_at_risk"),
            amount(query, "max_amount_at_risk"),
            time(query, "from"),
            time(query, "to"),
            text(query, "text"));
    refuseIfEmpty("max_amount_at_risk", filter.minAtRisk(), filter.maxAtRisk());
    refuseIfEmpty("to", filter.from(), filter.to());
    return filter;
  }

  private static <T extends Comparable<T>> void refuseIfEmpty(String name, T least, T most) {
    if (least != null && most != null && most.compareTo(least) < 0) {
      throw ProblemException.refused(name, "The range ends before it begins.");
    }
  }

  private static BigDecimal amount(Query query, String name) {
    String text = query.text(name);
    if (text != null && query.text("currency") == null) {
      throw ProblemException.refused(
          name, "An amount is compared in one currency: give currency, too.");
    }
    if (text != null && !DECIMAL.matcher(text).matches()) {
      throw ProblemException.refused(
          name, "The value must be a decimal with at most 15 digits and 4 decimals.");
    }
    return text == null ? null : new BigDecimal(text);
  }

  private static Instant time(Query query, String name) {
    String text = query.text(name);
    if (text == null) {
      return null;
    }
    try {
      OffsetDateTime time = OffsetDateTime.parse(text);
      if (time.getYear() >= 1 && time.getYear() <= LAST_YEAR) {
        return time.toInstant();
      }
    } catch (DateTimeException notATime) {
      // Answered below, like a time that no calendar has.
    }
    throw ProblemException.refused(
        name, "The value must be a time in RFC 3339, such as 2026-03-01T09:00:00Z.");
  }

  private static String text(Query query, String name) {
    String text = query.text(name);
    if (text != null
        && (text.isEmpty()
            || text.getBytes(StandardCharsets.UTF_8).length > LONGEST_TEXT_BYTES
            || text.chars().anyMatch(Character::isISOControl))) {
      throw ProblemException.refused(
          name,
          "The value must have 1 to %d bytes and no control characters."
              .formatted(LONGEST_TEXT_BYTES));
    }
    return text;
  }
}
