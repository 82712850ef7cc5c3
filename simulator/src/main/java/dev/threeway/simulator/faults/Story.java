package dev.threeway.simulator.faults;

import dev.threeway.schemas.records.GroupStatus;
import dev.threeway.schemas.records.Source;
import dev.threeway.schemas.records.TransactionEvent;
import dev.threeway.simulator.truth.ExpectedBreak;
import dev.threeway.simulator.truth.FaultRecord;
import dev.threeway.simulator.truth.Rejection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * One transaction as its sources tell it: the legs that are sent, and what the engine has to make
 * of them. Begins without a fault; {@link FaultInjector} adds one. Not thread-safe.
 */
public final class Story {
  /** The sources that report. */
  public static final List<Source> SOURCES = List.of(Source.CORE, Source.GATEWAY, Source.MOBILE);

  private final String txnId;
  private final Map<Source, Leg> reports = new EnumMap<>(Source.class);
  private final Set<Source> silent = EnumSet.noneOf(Source.class);
  private final List<Leg> others = new ArrayList<>();
  private final List<ExpectedBreak> breaks = new ArrayList<>();
  private final Map<Rejection, Integer> deadLetters = new EnumMap<>(Rejection.class);
  private GroupStatus status = GroupStatus.MATCHED;
  private FaultKind fault;
  private String details;
  private long deadline;

  /** Begins the story of a transaction. */
  public Story(String txnId) {
    this.txnId = txnId;
  }

  /**
   * Adds the report of the event's source.
   *
   * @param sendAt when it is sent, in milliseconds since the epoch
   */
  public void report(TransactionEvent event, long sendAt) {
    reports.put(event.getSource(), new Leg(event.getSource(), event, sendAt));
  }

  static Source another(Source source, SplittableRandom random) {
    return SOURCES.get((SOURCES.indexOf(source) + 1 + random.nextInt(2)) % SOURCES.size());
  }

  String txnId() {
    return txnId;
  }

  Leg leg(Source source) {
    return reports.get(source);
  }

  TransactionEvent event(Source source) {
    return reports.get(source).event;
  }

  Collection<Leg> reports() {
    return reports.values();
  }

  void silence(Source source) {
    silent.add(source);
    reports.remove(source);
  }

  /** Sends another record on the topic of a report, after it, which bears on no deadline. */
  Leg follow(Leg report, long afterMillis) {
    TransactionEvent event = Events.copy(report.event);
    event.setEventId(Events.id(txnId, report.source, 2));
    Leg leg = new Leg(report.source, event, report.sendAt + afterMillis);
    leg.onTime = false;
    leg.counts = false;
    others.add(leg);
    return leg;
  }

  void expect(FaultKind kind, String what) {
    fault = kind;
    details = what;
  }

  void expect(ExpectedBreak expected) {
    breaks.add(expected);
    if (expected.resolution() == null) {
      status = GroupStatus.MISMATCHED;
    }
  }

  void expect(GroupStatus expected) {
    status = expected;
  }

  void expect(Rejection reason) {
    deadLetters.merge(reason, 1, Integer::sum);
  }

  long earliestEvent() {
    return reports.values().stream()
        .mapToLong(leg -> leg.event.getEventTime().toEpochMilli())
        .min()
        .orElseThrow();
  }

  long latestEvent() {
    return reports.values().stream()
        .mapToLong(leg -> leg.event.getEventTime().toEpochMilli())
        .max()
        .orElseThrow();
  }

  /** Works out the deadline and until when each leg has to be sent. */
  void settle(Timing timing) {
    List<Leg> all = legs();
    deadline =
        all.stream()
                .filter(leg -> leg.counts)
                .mapToLong(leg -> leg.event.getEventTime().toEpochMilli())
                .min()
                .orElseThrow()
            + timing.patienceMillis();
    for (Leg leg : all) {
      if (leg.onTime) {
        leg.sendBefore = deadline - Timing.SAFETY_MILLIS;
      }
    }
  }

  /** The records to send, in the order of sending. */
  public List<Leg> legs() {
    List<Leg> all = new ArrayList<>(reports.values());
    all.addAll(others);
    all.sort(Comparator.comparingLong(Leg::sendAt));
    return all;
  }

  /** When the last possible break of this transaction is due. */
  public Instant deadline() {
    return Instant.ofEpochMilli(deadline);
  }

  /** What has to come of the fault; empty for a transaction without one. */
  public Optional<FaultRecord> truth() {
    return Optional.ofNullable(fault)
        .map(kind -> new FaultRecord(txnId, kind.id(), details, breaks, status, deadLetters));
  }
}
