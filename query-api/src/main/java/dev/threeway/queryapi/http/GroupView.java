package dev.threeway.queryapi.http;

import dev.threeway.queryapi.live.Coverage;
import dev.threeway.schemas.records.GroupStatus;
import dev.threeway.schemas.records.Source;
import dev.threeway.schemas.records.TransactionStatus;
import dev.threeway.topology.rules.Leg;
import dev.threeway.topology.rules.MatchGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A match group: legs side by side, what disagrees, and what it waits for.
 *
 * @param version that of the last published result; 0 if none was published
 * @param waitingFor the sources whose report, or whose final status, is still awaited
 * @param until when the waiting ends; absent where nothing is awaited
 * @param conflicts reports that contradict the leg on file of their source
 * @param evidence where every report that the group rests on can be read
 * @param answeredBy the instance whose store was read
 * @param stale true if that is a copy, which may lag; else null
 * @param lag how many changes the copy may not have yet; null if there is none, or it is unknown
 */
record GroupView(
    String txnId,
    GroupStatus status,
    int version,
    List<Source> waitingFor,
    String until,
    String firstEventTime,
    String deadline,
    Legs legs,
    List<LegView> conflicts,
    List<ComparisonView> comparison,
    List<BreakView> breaks,
    List<String> evidence,
    String answeredBy,
    Boolean stale,
    Long lag) {

  /** The legs on file; a source that has not reported is absent. */
  record Legs(LegView core, LegView gateway, LegView mobile) {}

  private static final List<Source> SOURCES = List.of(Source.CORE, Source.GATEWAY, Source.MOBILE);

  static GroupView of(
      MatchGroup group,
      PersonalData personal,
      String answeredBy,
      Optional<Coverage.Copied> copied) {
    List<Source> awaited = awaited(group);
    return new GroupView(
        group.txnId(),
        group.status(),
        group.resultVersion(),
        awaited,
        awaited.isEmpty() ? null : Json.time(group.deadline()),
        Json.time(group.firstEventTime()),
        Json.time(group.deadline()),
        new Legs(
            LegView.of(group.core(), personal),
            LegView.of(group.gateway(), personal),
            LegView.of(group.mobile(), personal)),
        group.conflicts().stream().map(leg -> LegView.of(leg, personal)).toList(),
        ComparisonView.of(group, personal),
        group.breaks().stream().map(each -> BreakView.of(group.txnId(), each, personal)).toList(),
        Stream.concat(group.legs().stream(), group.conflicts().stream())
            .map(leg -> LegView.evidence(leg.position()))
            .toList(),
        answeredBy,
        copied.isPresent() ? true : null,
        copied.map(Coverage.Copied::lag).orElse(null));
  }

  /** Nothing is awaited once the deadline has passed: what comes then is late. */
  static List<Source> awaited(MatchGroup group) {
    if (group.deadlinePassed()) {
      return List.of();
    }
    boolean someFinal =
        group.legs().stream().anyMatch(leg -> leg.status() != TransactionStatus.PENDING);
    List<Source> awaited = new ArrayList<>();
    for (Source source : SOURCES) {
      Leg leg = group.leg(source);
      if (leg == null || (someFinal && leg.status() == TransactionStatus.PENDING)) {
        awaited.add(source);
      }
    }
    return awaited;
  }
}
