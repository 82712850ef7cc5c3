package dev.threeway.topology.rules;

import dev.threeway.schemas.records.GroupStatus;
import dev.threeway.schemas.records.Source;
import java.util.ArrayList;
import java.util.List;

/**
 * All legs that share a txn_id, with what has been decided about them.
 *
 * @param core the leg on file of CORE; null if it has not reported; likewise gateway and mobile
 * @param conflicts the first report of each source that contradicts its leg on file
 * @param firstEventTime the earliest event time that a leg of the group ever had: a revision does
 *     not move the deadline back
 * @param deadline firstEventTime + window + grace
 * @param deadlinePassed whether the group has been looked at after its deadline
 * @param resultVersion the version of the last published result; 0 if none was published
 * @param breaks every break that was ever published, open and resolved, one for each (type, missing
 *     source)
 */
public record MatchGroup(
    String txnId,
    Leg core,
    Leg gateway,
    Leg mobile,
    List<Leg> conflicts,
    long firstEventTime,
    long deadline,
    boolean deadlinePassed,
    GroupStatus status,
    int resultVersion,
    List<Break> breaks) {

  static final List<Source> SOURCES = List.of(Source.CORE, Source.GATEWAY, Source.MOBILE);

  static MatchGroup startedBy(String txnId, Leg leg, long windowAndGrace) {
    return new MatchGroup(
        txnId,
        leg.source() == Source.CORE ? leg : null,
        leg.source() == Source.GATEWAY ? leg : null,
        leg.source() == Source.MOBILE ? leg : null,
        List.of(),
        leg.eventTime(),
        leg.eventTime() + windowAndGrace,
        false,
        GroupStatus.PENDING,
        0,
        List.of());
  }

  /** The leg on file of a source, or null. */
  public Leg leg(Source source) {
    return switch (source) {
      case CORE -> core;
      case GATEWAY -> gateway;
      case MOBILE -> mobile;
      case UNKNOWN -> null;
    };
  }

  /** The legs on file, in the order CORE, GATEWAY, MOBILE. */
  public List<Leg> legs() {
    List<Leg> legs = new ArrayList<>(3);
    for (Source source : SOURCES) {
      if (leg(source) != null) {
        legs.add(leg(source));
      }
    }
    return legs;
  }

  /** The leg whose amount and currency stand for the group: that of CORE, GATEWAY or MOBILE. */
  public Leg reference() {
    if (core != null) {
      return core;
    }
    return gateway != null ? gateway : mobile;
  }

  /** How many of the breaks are open. */
  public int openBreaks() {
    int open = 0;
    for (Break each : breaks) {
      if (each.isOpen()) {
        open++;
      }
    }
    return open;
  }

  /** The break about the same thing as a finding, open or resolved; null if there never was one. */
  public Break breakAbout(Finding finding) {
    for (Break each : breaks) {
      if (each.finding().isAbout(finding)) {
        return each;
      }
    }
    return null;
  }

  /** Whether all three sources have reported. */
  public boolean isComplete() {
    return core != null && gateway != null && mobile != null;
  }

  /** Whether the deadline can change nothing: all have reported, and each with a final status. */
  public boolean isSettled() {
    return isComplete() && !core.isPending() && !gateway.isPending() && !mobile.isPending();
  }

  MatchGroup with(Leg leg, long windowAndGrace) {
    long first = Math.min(firstEventTime, leg.eventTime());
    return new MatchGroup(
        txnId,
        leg.source() == Source.CORE ? leg : core,
        leg.source() == Source.GATEWAY ? leg : gateway,
        leg.source() == Source.MOBILE ? leg : mobile,
        conflicts,
        first,
        first + windowAndGrace,
        deadlinePassed,
        status,
        resultVersion,
        breaks);
  }

  MatchGroup withConflict(Leg conflict) {
    List<Leg> more = new ArrayList<>(conflicts);
    more.add(conflict);
    return new MatchGroup(
        txnId,
        core,
        gateway,
        mobile,
        List.copyOf(more),
        firstEventTime,
        deadline,
        deadlinePassed,
        status,
        resultVersion,
        breaks);
  }

  MatchGroup afterDeadline() {
    return new MatchGroup(
        txnId,
        core,
        gateway,
        mobile,
        conflicts,
        firstEventTime,
        deadline,
        true,
        status,
        resultVersion,
        breaks);
  }

  MatchGroup decided(GroupStatus status, int resultVersion, List<Break> breaks) {
    return new MatchGroup(
        txnId,
        core,
        gateway,
        mobile,
        conflicts,
        firstEventTime,
        deadline,
        deadlinePassed,
        status,
        resultVersion,
        breaks);
  }

  boolean hasConflictFrom(Source source) {
    for (Leg conflict : conflicts) {
      if (conflict.source() == source) {
        return true;
      }
    }
    return false;
  }
}
