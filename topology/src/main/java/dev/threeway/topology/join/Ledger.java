package dev.threeway.topology.join;

import dev.threeway.schemas.records.BreakType;
import dev.threeway.schemas.records.GroupStatus;
import dev.threeway.schemas.records.Source;
import dev.threeway.topology.rules.Break;
import dev.threeway.topology.rules.Decision;
import dev.threeway.topology.rules.Leg;
import dev.threeway.topology.rules.LegOutcome;
import dev.threeway.topology.rules.MatchGroup;
import dev.threeway.topology.rules.RejectionReason;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The clock and the counters of one partition: held in memory, and written to the totals store
 * before each commit, so that they are committed with the legs that they count. Confined to the
 * thread of its task.
 */
final class Ledger {
  /** Where the partition's clock stands. */
  static final Bytes CLOCK_KEY = Bytes.wrap(new byte[] {TotalsKey.CLOCK});

  private static final Source[] SOURCES = Source.values();
  private static final long MINUTES_KEPT = TimeUnit.DAYS.toMinutes(7);

  private final KeyValueStore<Bytes, byte[]> store;
  private final PartitionClock clock;
  private final ControlTotals[] control = new ControlTotals[SOURCES.length];
  private final Bytes[] controlKeys = new Bytes[SOURCES.length];
  private final boolean[] touched = new boolean[SOURCES.length];
  private long minute = Long.MIN_VALUE;
  private Bytes minuteKey;
  private MinuteTotals minuteTotals;
  private boolean minuteTouched;
  private final GroupTotals groups;

  Ledger(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
    this.clock = PartitionClock.decode(store.get(CLOCK_KEY));
    this.groups = new GroupTotals(store);
    for (Source source : SOURCES) {
      controlKeys[source.ordinal()] = ControlTotals.key(source);
      control[source.ordinal()] = ControlTotals.decode(store.get(controlKeys[source.ordinal()]));
    }
  }

  PartitionClock clock() {
    return clock;
  }

  void consumed(Source source, long now) {
    of(source).countConsumed();
    minuteAt(now).countLeg(source);
  }

  void rejected(Source source, RejectionReason reason) {
    of(source).count(reason);
  }

  void counted(Source source, LegOutcome outcome) {
    of(source).count(outcome);
  }

  /**
   * A group was changed by a leg or a deadline.
   *
   * @param since the leg's event time or the deadline: from then on it could have been decided
   * @param now wall-clock ms
   */
  void decided(MatchGroup before, Decision decision, long since, long now) {
    MatchGroup after = decision.group();
    groups.moved(before, after);
    move(before, -1);
    move(after, 1);
    GroupStatus statusBefore = before == null ? null : before.status();
    if (after.status() != statusBefore) {
      minuteAt(now).countReached(after.status());
    }
    for (Break change : decision.breakChanges()) {
      BreakType type = change.finding().type();
      Break was = before == null ? null : before.breakAbout(change.finding());
      boolean wasOpen = was != null && was.isOpen();
      if (wasOpen) {
        groups.closed(was);
      }
      if (!change.isOpen()) {
        minuteAt(now).countResolved(type);
        continue;
      }
      groups.opened(change);
      if (!wasOpen) {
        minuteAt(now).countOpened(type);
        groups.detected(since, now);
      }
    }
  }

  void purged(MatchGroup group) {
    move(group, -1);
    for (Leg leg : group.legs()) {
      of(leg.source()).add(ControlTotals.Place.PURGED_GROUP, 1);
    }
    groups.moved(group, null);
    for (Break each : group.breaks()) {
      if (each.isOpen()) {
        groups.closed(each);
      }
    }
  }

  /** Writes what has changed. */
  void save() {
    store.put(CLOCK_KEY, clock.encode());
    for (int i = 0; i < control.length; i++) {
      if (touched[i]) {
        store.put(controlKeys[i], control[i].encode());
        touched[i] = false;
      }
    }
    if (minuteTouched) {
      store.put(minuteKey, minuteTotals.encode());
      minuteTouched = false;
    }
    groups.save();
  }

  private void move(MatchGroup group, int legs) {
    if (group != null) {
      ControlTotals.Place place = ControlTotals.Place.of(group.status());
      for (Leg leg : group.legs()) {
        of(leg.source()).add(place, legs);
      }
    }
  }

  private ControlTotals of(Source source) {
    touched[source.ordinal()] = true;
    return control[source.ordinal()];
  }

  private MinuteTotals minuteAt(long now) {
    long current = TimeUnit.MILLISECONDS.toMinutes(now);
    if (current != minute) {
      if (minuteTouched) {
        store.put(minuteKey, minuteTotals.encode());
      }
      minute = current;
      minuteKey = MinuteTotals.key(current);
      minuteTotals = MinuteTotals.decode(store.get(minuteKey));
      forgetMinutesBefore(current - MINUTES_KEPT);
    }
    minuteTouched = true;
    return minuteTotals;
  }

  private void forgetMinutesBefore(long first) {
    forget(MinuteTotals.key(0), MinuteTotals.key(first - 1));
    forget(DetectionLatency.key(0), DetectionLatency.key(first - 1));
  }

  private void forget(Bytes from, Bytes to) {
    List<Bytes> old = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> entries = store.range(from, to)) {
      while (entries.hasNext()) {
        old.add(entries.next().key);
      }
    }
    old.forEach(store::delete);
  }
}
