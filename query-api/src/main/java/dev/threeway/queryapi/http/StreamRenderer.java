package dev.threeway.queryapi.http;

import dev.threeway.queryapi.push.EventRenderer;
import dev.threeway.queryapi.push.Gap;
import dev.threeway.queryapi.push.Incident;
import dev.threeway.queryapi.push.OpenBreakCounts;
import dev.threeway.queryapi.push.StreamStats;
import dev.threeway.schemas.records.GroupStatus;
import dev.threeway.schemas.records.Mismatch;
import dev.threeway.schemas.records.ReconciliationResult;
import dev.threeway.topology.rules.Money;
import java.math.BigDecimal;
import java.time.Instant;

/** How the events of the stream look on the wire. */
final class StreamRenderer implements EventRenderer {
  /** What was decided about a transaction, with the field names of the Avro record. */
  private record ResultView(
      String txnId,
      int version,
      GroupStatus status,
      boolean hasCore,
      boolean hasGateway,
      boolean hasMobile,
      String amount,
      String currency,
      int openBreaks,
      String firstEventTime,
      String lastEventTime,
      String deadline,
      String decidedAt,
      String ruleVersion) {}

  private record StatsView(
      String at,
      String instance,
      String engine,
      Long lag,
      int clients,
      String since,
      long mismatches,
      long results,
      OpenBreakCounts openBreaks) {}

  private record IncidentView(
      Incident.Kind kind, String at, String instance, String previous, String engine, Long lag) {}

  /**
   * Events are missing.
   *
   * @param snapshot where to read how things are
   */
  private record GapView(Gap.Reason reason, String after, Long missed, String snapshot) {}

  private static final String SNAPSHOT = "/api/v1/mismatches";

  private final PersonalData personal;

  StreamRenderer(PersonalData personal) {
    this.personal = personal;
  }

  @Override
  public byte[] render(Object payload) {
    return Json.bytes(view(payload));
  }

  private Object view(Object payload) {
    if (payload instanceof Mismatch mismatch) {
      return BreakView.of(mismatch, personal);
    }
    if (payload instanceof ReconciliationResult result) {
      return view(result);
    }
    if (payload instanceof StreamStats stats) {
      return view(stats);
    }
    if (payload instanceof Incident incident) {
      return new IncidentView(
          incident.kind(),
          time(incident.at()),
          incident.instance(),
          incident.previous(),
          incident.engine(),
          incident.lag());
    }
    if (payload instanceof Gap gap) {
      return new GapView(gap.reason(), gap.after(), gap.missed(), SNAPSHOT);
    }
    throw new IllegalArgumentException("no event of the stream: " + payload.getClass());
  }

  private static ResultView view(ReconciliationResult result) {
    return new ResultView(
        result.getTxnId(),
        result.getVersion(),
        result.getStatus(),
        result.getHasCore(),
        result.getHasGateway(),
        result.getHasMobile(),
        money(result.getAmount(), result.getCurrency()),
        result.getCurrency(),
        result.getOpenBreaks(),
        time(result.getFirstEventTime()),
        time(result.getLastEventTime()),
        time(result.getDeadline()),
        time(result.getDecidedAt()),
        result.getRuleVersion());
  }

  private static StatsView view(StreamStats stats) {
    return new StatsView(
        time(stats.at()),
        stats.instance(),
        stats.engine(),
        stats.lag(),
        stats.clients(),
        time(stats.since()),
        stats.mismatches(),
        stats.results(),
        stats.openBreaks());
  }

  private static String money(BigDecimal amount, String currency) {
    return Money.format(Money.toUnits(amount), currency);
  }

  private static String time(Instant instant) {
    return Json.time(instant.toEpochMilli());
  }
}
