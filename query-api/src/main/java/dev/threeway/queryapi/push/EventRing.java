package dev.threeway.queryapi.push;

import dev.threeway.schemas.records.Mismatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The newest events, in memory: a log of bounded length that one reader writes and every client
 * reads at its own place. Thread-safe.
 */
final class EventRing {
  /**
   * What the log is at one moment. Its arrays are not to be changed.
   *
   * @param tail from these offsets on the log has every record
   * @param head up to these offsets the log has every record
   * @param started where the topics ended when the log was begun
   * @param begun the first event of this log
   * @param first the oldest event that is there
   * @param next the event that comes next
   */
  record View(
      Layout layout, long[] tail, long[] head, long[] started, long begun, long first, long next) {
    /** Whether the log has everything from a position on, and the position is not ahead of it. */
    boolean reaches(long[] position) {
      return covers(position) && isAtLeast(head, position);
    }

    /** Whether the log has, or will have, everything from a position on. */
    boolean covers(long[] position) {
      return isAtLeast(position, tail);
    }
  }

  /**
   * Events in order.
   *
   * @param lost whether the place that was asked for is no longer there; then there are no events
   * @param view the log at that moment
   */
  record Slice(List<StreamEvent> events, boolean lost, View view) {
    /** Whether nothing comes after these events at the moment. */
    boolean isLast() {
      return events.isEmpty() || events.get(events.size() - 1).sequence() + 1 == view.next();
    }
  }

  private final StreamEvent[] events;
  private Layout layout;
  private long[] tail;
  private long[] head;
  private long[] started;
  private long begun;
  private long first;
  private long next;

  /** An inactive log. */
  EventRing(int capacity) {
    events = new StreamEvent[capacity];
  }

  /** Begins anew at a position; whoever reads an older log has lost its place. */
  synchronized void begin(Layout topics, long[] from, long[] ends) {
    layout = topics;
    tail = from.clone();
    head = from.clone();
    started = ends.clone();
    next++;
    begun = next;
    first = next;
    Arrays.fill(events, null);
  }

  /** Ends the log until it begins anew. */
  synchronized void end() {
    layout = null;
    Arrays.fill(events, null);
  }

  /** The log as it is; null while it has not begun. */
  synchronized View view() {
    return layout == null
        ? null
        : new View(layout, tail.clone(), head.clone(), started, begun, first, next);
  }

  /** Appends records, and moves to the position that the reader has come to with them. */
  synchronized void append(List<TopicRecord> records, long[] position) {
    for (TopicRecord each : records) {
      head[each.slot()] = each.offset() + 1;
      append(kindOf(each), each.slot(), each.offset(), each.value());
    }
    head = later(head, position);
  }

  /** Appends an event that is no record; it is dropped while there is no log. */
  synchronized void append(EventKind kind, Object payload) {
    if (layout != null) {
      append(kind, StreamEvent.NO_SLOT, -1, payload);
    }
  }

  /** Up to {@code most} events from a place on; null while there is no log. */
  synchronized Slice read(long from, int most) {
    if (layout == null) {
      return null;
    }
    if (from < first) {
      return new Slice(List.of(), true, view());
    }
    List<StreamEvent> found = new ArrayList<>((int) Math.min(most, next - from));
    for (long at = from; at < next && found.size() < most; at++) {
      found.add(events[index(at)]);
    }
    return new Slice(found, false, view());
  }

  private void append(EventKind kind, int slot, long offset, Object payload) {
    int index = index(next);
    StreamEvent oldest = events[index];
    if (oldest != null) {
      first = oldest.sequence() + 1;
      if (oldest.isRecord()) {
        tail[oldest.slot()] = oldest.offset() + 1;
      }
    }
    long[] position = head.clone();
    events[index] =
        new StreamEvent(
            next,
            kind,
            slot,
            offset,
            payload,
            position,
            StreamEvent.idLine(layout.position(position)));
    next++;
  }

  private int index(long sequence) {
    return (int) (sequence % events.length);
  }

  static EventKind kindOf(TopicRecord record) {
    return record.value() instanceof Mismatch ? EventKind.MISMATCH : EventKind.RESULT;
  }

  static long[] later(long[] one, long[] other) {
    long[] later = new long[one.length];
    Arrays.setAll(later, slot -> Math.max(one[slot], other[slot]));
    return later;
  }

  static boolean isAtLeast(long[] position, long[] other) {
    for (int slot = 0; slot < position.length; slot++) {
      if (position[slot] < other[slot]) {
        return false;
      }
    }
    return true;
  }
}
