package dev.threeway.benchmarks.query;

import com.fasterxml.jackson.databind.JsonNode;
import dev.threeway.benchmarks.input.InputPlan;
import dev.threeway.benchmarks.verdict.LegReport;
import dev.threeway.benchmarks.verdict.LegReports;
import dev.threeway.benchmarks.verdict.Verdicts;
import dev.threeway.schemas.records.BreakType;
import dev.threeway.schemas.records.GroupStatus;
import dev.threeway.schemas.records.Source;
import dev.threeway.schemas.records.TransactionStatus;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Holds the answer about one transaction against the legs that were sent and the last result that
 * had been published. The verdict on the legs that are shown comes from code that the engine has no
 * part in.
 */
final class TransactionJudge {
  static final Verdicts VERDICTS = new Verdicts(InputPlan.TIMESTAMP_TOLERANCE);

  private static final List<Source> SOURCES = List.of(Source.CORE, Source.GATEWAY, Source.MOBILE);
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int DIGITS = 4;

  private final SentTraffic sent;
  private final long patienceMillis;

  /**
   * @param patienceMillis from the first event of a transaction to its deadline
   */
  TransactionJudge(SentTraffic sent, long patienceMillis) {
    this.sent = sent;
    this.patienceMillis = patienceMillis;
  }

  /** What is wrong with an answer that is no 503; null if it is right. */
  String judge(Answer answer) {
    Question asked = answer.question();
    SentTransaction known = sent.find(asked.txnId());
    if (answer.status() == NOT_FOUND) {
      return asked.published() == null || answer.isStale() ? null : "it was published already";
    }
    if (answer.status() != OK) {
      return "no status that the contract has here";
    }
    if (known == null) {
      return "nobody has sent it";
    }
    LegReports shown = LegReports.NONE;
    for (Source source : SOURCES) {
      JsonNode leg = answer.body().path("legs").path(source.name().toLowerCase(Locale.ROOT));
      if (!leg.isMissingNode()) {
        LegReport report = report(source, leg);
        if (!report.equals(known.reports().of(source))) {
          return "a report of %s that was not sent".formatted(source);
        }
        shown = shown.with(report);
      }
    }
    String wrong = verdict(answer, shown);
    return wrong != null || answer.isStale() ? wrong : age(answer);
  }

  private String verdict(Answer answer, LegReports shown) {
    Set<BreakType> differing = EnumSet.noneOf(BreakType.class);
    Set<Source> missing = EnumSet.noneOf(Source.class);
    for (JsonNode each : answer.body().path("breaks")) {
      if (each.path("state").asText().equals("OPEN")) {
        BreakType type = BreakType.valueOf(each.path("type").asText());
        if (type == BreakType.MISSING) {
          missing.add(Source.valueOf(each.path("missing_source").asText()));
        } else {
          differing.add(type);
        }
      }
    }
    Set<BreakType> expected = VERDICTS.differing(shown);
    if (!differing.equals(expected)) {
      return "open breaks %s where the reports differ in %s".formatted(differing, expected);
    }
    if (missing.stream().anyMatch(source -> shown.of(source) != null)) {
      return "a source is missing that has reported";
    }
    if (!missing.isEmpty() && shown.earliest() + patienceMillis > answer.atMillis()) {
      return "a source is missing before the deadline";
    }
    GroupStatus status = GroupStatus.MISMATCHED;
    if (differing.isEmpty() && missing.isEmpty()) {
      status = shown.complete() ? GroupStatus.MATCHED : GroupStatus.PENDING;
    }
    return answer.body().path("status").asText().equals(status.name())
        ? null
        : "the status has to be " + status;
  }

  private static String age(Answer answer) {
    PublishedFeed.Result published = answer.question().published();
    if (published == null) {
      return null;
    }
    int version = answer.body().path("version").asInt();
    if (version < published.version()) {
      return "older than version %d, which was published".formatted(published.version());
    }
    boolean same = answer.body().path("status").asText().equals(published.status().name());
    return version > published.version() || same
        ? null
        : "published with the status " + published.status();
  }

  private static LegReport report(Source source, JsonNode leg) {
    return new LegReport(
        source,
        new BigDecimal(leg.path("amount").asText()).movePointRight(DIGITS).longValueExact(),
        leg.path("currency").asText(),
        TransactionStatus.valueOf(leg.path("status").asText()),
        Instant.parse(leg.path("event_time").asText()).toEpochMilli(),
        Accounts.id(Accounts.number(leg.path("account_id").asText())));
  }
}
