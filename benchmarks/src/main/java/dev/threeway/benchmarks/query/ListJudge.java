package dev.threeway.benchmarks.query;

import com.fasterxml.jackson.databind.JsonNode;
import dev.threeway.benchmarks.verdict.LegReports;
import dev.threeway.schemas.records.BreakType;
import dev.threeway.schemas.records.Source;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.common.utils.Utils;

/**
 * Holds a page of breaks against the legs that were sent and the breaks that had been published:
 * each break on it is one, in its place, and none is left out of the stretch that it covers.
 */
final class ListJudge {
  private static final int OK = 200;
  private static final int LIMIT = 50;

  private final SentTraffic sent;
  private final PublishedBreaks published;

  ListJudge(SentTraffic sent, PublishedBreaks published) {
    this.sent = sent;
    this.published = published;
  }

  static BreakPosition position(JsonNode item) {
    return new BreakPosition(
        Instant.parse(item.path("detected_at").asText()).toEpochMilli(),
        item.path("mismatch_id").asText());
  }

  /** What is wrong with an answer that is no 503; null if it is right. */
  String judge(Answer answer) {
    JsonNode body = answer.body();
    if (answer.status() != OK) {
      return "no status that the contract has here";
    }
    JsonNode items = body.path("items");
    if (items.size() > LIMIT) {
      return "%d breaks where %d were asked for".formatted(items.size(), LIMIT);
    }
    if (body.path("complete").asBoolean() != body.path("partitions").path("missing").isEmpty()) {
      return "complete does not say what missing says";
    }
    Set<String> listed = new HashSet<>();
    BreakPosition last = answer.question().after();
    for (JsonNode item : items) {
      BreakPosition position = position(item);
      if (last != null && position.compareTo(last) <= 0) {
        return "%s is out of order".formatted(position.mismatchId());
      }
      last = position;
      listed.add(position.mismatchId());
      String wrong = item(answer, item, position);
      if (wrong != null) {
        return "%s of %s: %s"
            .formatted(item.path("type").asText(), item.path("txn_id").asText(), wrong);
      }
    }
    return leftOut(answer, listed, items.isEmpty() ? null : last);
  }

  private String item(Answer answer, JsonNode item, BreakPosition position) {
    if (!answer.question().filter().accepts(item)) {
      return "the filter leaves it out";
    }
    SentTransaction known = sent.find(item.path("txn_id").asText());
    if (known == null) {
      return "nobody has sent it";
    }
    LegReports reports = known.reports();
    BreakType type = BreakType.valueOf(item.path("type").asText());
    boolean holds =
        type == BreakType.MISSING
            ? reports.of(Source.valueOf(item.path("missing_source").asText())) == null
            : TransactionJudge.VERDICTS.differing(reports).contains(type);
    if (!holds) {
      return "no such break by what was sent";
    }
    PublishedBreak before = published.at(position);
    return before != null && before.isClosedAt(answer.question().askedAt())
        ? "it was closed already"
        : null;
  }

  /** Everything that was published before the question must be there, as far as the page goes. */
  private String leftOut(Answer answer, Set<String> listed, BreakPosition last) {
    boolean more = answer.body().has("next_cursor");
    if (more && last == null) {
      return null;
    }
    long to = more ? last.detectedAt() : 0;
    BreakPosition after = answer.question().after();
    long from = after == null ? Long.MAX_VALUE : after.detectedAt();
    Set<Integer> notCurrent = notCurrent(answer.body().path("partitions"));
    int total = answer.body().path("partitions").path("total").asInt();
    for (PublishedBreak each : published.between(to, from)) {
      if (isExpected(each, answer.question())
          && each.isOpenAt(answer.question().askedAt())
          && !listed.contains(each.mismatchId())
          && !notCurrent.contains(partition(each.txnId(), total))) {
        return "%s of %s is left out".formatted(each.type(), each.txnId());
      }
    }
    return null;
  }

  /** The store may have read a report that what was published does not know yet. */
  private boolean isExpected(PublishedBreak each, Question question) {
    ListFilter filter = question.filter();
    return filter.accepts(each)
        && (!filter.mayChange()
            || (each.isKnownAt(question.askedAt())
                && each.legs() >= sent.find(each.txnId()).reports().count()));
  }

  private static Set<Integer> notCurrent(JsonNode partitions) {
    Set<Integer> all = new HashSet<>();
    partitions.path("missing").forEach(each -> all.add(each.asInt()));
    partitions.path("stale").forEach(each -> all.add(each.path("partition").asInt()));
    return all;
  }

  private static int partition(String txnId, int total) {
    return Utils.toPositive(Utils.murmur2(txnId.getBytes(StandardCharsets.UTF_8))) % total;
  }
}
