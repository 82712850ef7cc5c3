package dev.threeway.simulator.app;

import dev.threeway.schemas.records.BreakType;
import dev.threeway.simulator.faults.Leg;
import dev.threeway.simulator.faults.Story;
import dev.threeway.simulator.traffic.Traffic;
import dev.threeway.simulator.truth.ExpectedBreak;
import dev.threeway.simulator.truth.FaultRecord;
import dev.threeway.simulator.truth.Rejection;
import dev.threeway.simulator.truth.TruthHeader;
import dev.threeway.simulator.truth.TruthTotals;
import dev.threeway.simulator.truth.TruthWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * One run of labelled traffic. The legs of all transactions are sent in the order of their times; a
 * fault is written to the truth before its first leg is sent. Runs once, in the caller's thread.
 *
 * <p>A transaction of which a leg arrives so late that the engine may rightly have given it up (the
 * broker stalled, the machine was busy), and one whose last legs were not sent because the run was
 * stopped, are written to the truth as not to be judged.
 */
public final class Simulation {
  /** Where the virtual time of a replay begins. */
  public static final Instant REPLAY_START = Instant.parse("2026-03-01T09:00:00Z");

  /** How dense the transactions of a virtual timeline are if no rate is given. */
  private static final int VIRTUAL_RATE = 1_000;

  private static final String TOO_LATE = "a leg was sent too late";
  private static final String STOPPED = "the run was stopped";

  private record Entry(Leg leg, long number) {
    static final Comparator<Entry> ORDER =
        Comparator.<Entry>comparingLong(entry -> entry.leg.sendAt()).thenComparing(Entry::number);
  }

  private final SimulationSettings settings;
  private final Timeline timeline;
  private final InstantSource clock;
  private final PriorityQueue<Entry> schedule = new PriorityQueue<>(Entry.ORDER);
  private final Queue<Leg> tooLate = new ConcurrentLinkedQueue<>();
  private final Set<String> cut = new HashSet<>();
  private final Map<String, Long> faults = new TreeMap<>();
  private final Map<BreakType, Long> breaks = new EnumMap<>(BreakType.class);
  private final Map<Rejection, Long> deadLetters = new EnumMap<>(Rejection.class);
  private volatile boolean stopped;
  private long begun;
  private long scheduled;
  private long sent;
  private long faulty;
  private long lastDeadline;
  private long lastSend;

  private Simulation(SimulationSettings settings, Timeline timeline, InstantSource clock) {
    this.settings = settings;
    this.timeline = timeline;
    this.clock = clock;
  }

  /**
   * A run by the wall clock: event times are near it, and legs are sent when they are due. Faults
   * whose outcome depends on a deadline come out as expected only if the engine keeps up.
   */
  public static Simulation live(SimulationSettings settings, InstantSource clock) {
    return new Simulation(settings, Timeline.of(clock), clock);
  }

  /**
   * A run by a virtual clock that starts at {@link #REPLAY_START}: takes no longer than it must,
   * and the same settings give the same legs to the millisecond.
   *
   * @param clock for the progress alone
   */
  public static Simulation replay(SimulationSettings settings, InstantSource clock) {
    return replay(settings, REPLAY_START, clock);
  }

  /**
   * The same from another moment on.
   *
   * @param start where the virtual time begins
   * @param clock for the progress alone
   */
  public static Simulation replay(SimulationSettings settings, Instant start, InstantSource clock) {
    return new Simulation(settings, Timeline.virtual(start), clock);
  }

  /**
   * Sends the traffic; returns when every leg has arrived. Closes neither sink nor truth.
   *
   * @throws SinkException if a leg cannot be sent: the run ends there
   * @throws java.io.UncheckedIOException if the truth cannot be written
   */
  public RunSummary run(LegSink sink, TruthWriter truth, Progress progress) {
    long start = timeline.millis();
    lastDeadline = start;
    String runId = runId(start);
    Traffic traffic = new Traffic(runId, settings.seed(), settings.faults(), settings.timing());
    truth.header(header(runId, start));
    ProgressMeter meter = new ProgressMeter(progress, clock, settings.transactions());
    while (!stopped && !Thread.currentThread().isInterrupted()) {
      long due = due(start);
      Entry next = schedule.peek();
      if (next == null && due == Long.MAX_VALUE) {
        break;
      }
      long wanted = next == null ? due : Math.min(due, next.leg.sendAt());
      if (wanted > timeline.millis()) {
        timeline.await(wanted);
      } else if (next != null && next.leg.sendAt() <= due) {
        schedule.remove();
        sent++;
        sink.send(next.leg, this::arrived);
      } else {
        begin(traffic.transaction(begun + 1, timeline.millis()), truth);
      }
      cutTooLate(truth);
      meter.tick(begun, sent, faulty, outstandingMillis());
    }
    boolean early = !schedule.isEmpty() || due(start) != Long.MAX_VALUE;
    sink.finish(Instant.ofEpochMilli(lastDeadline));
    cutTooLate(truth);
    for (Entry unsent : schedule) {
      cut(unsent.leg.txnId(), STOPPED, truth);
    }
    TruthTotals totals = totals(early);
    truth.totals(totals);
    meter.tell(begun, sent, faulty, 0);
    return new RunSummary(runId, totals, Instant.ofEpochMilli(lastDeadline), meter.elapsed());
  }

  /**
   * Ends the run soon: no further leg is sent, what was sent is waited for, and the truth is
   * brought to its end. May be called by any thread, more than once.
   */
  public void stop() {
    stopped = true;
  }

  private void begin(Story story, TruthWriter truth) {
    begun++;
    story
        .truth()
        .ifPresent(
            fault -> {
              count(fault);
              truth.fault(fault);
            });
    for (Leg leg : story.legs()) {
      schedule.add(new Entry(leg, scheduled++));
      lastSend = Math.max(lastSend, leg.sendAt());
    }
    lastDeadline = Math.max(lastDeadline, story.deadline().toEpochMilli());
  }

  private void count(FaultRecord fault) {
    faulty++;
    faults.merge(fault.fault(), 1L, Long::sum);
    for (ExpectedBreak expected : fault.expectedBreaks()) {
      breaks.merge(expected.type(), 1L, Long::sum);
    }
    fault
        .expectedDeadLetters()
        .forEach((reason, count) -> deadLetters.merge(reason, (long) count, Long::sum));
  }

  /** When the next transaction begins; {@link Long#MAX_VALUE} if there is none. */
  private long due(long start) {
    if (settings.transactions() > 0 && begun >= settings.transactions()) {
      return Long.MAX_VALUE;
    }
    int rate = settings.rate() == 0 && timeline.virtual() ? VIRTUAL_RATE : settings.rate();
    return rate == 0 ? timeline.millis() : start + begun * 1_000 / rate;
  }

  private void arrived(Leg leg) {
    // On a virtual timeline a leg arrives when it is sent, and this reads a time that stands still.
    if (!timeline.virtual() && clock.millis() > leg.sendBefore()) {
      tooLate.add(leg);
    }
  }

  private void cutTooLate(TruthWriter truth) {
    for (Leg leg = tooLate.poll(); leg != null; leg = tooLate.poll()) {
      cut(leg.txnId(), TOO_LATE, truth);
    }
  }

  private void cut(String txnId, String reason, TruthWriter truth) {
    if (cut.add(txnId)) {
      truth.cut(txnId, reason);
    }
  }

  private long outstandingMillis() {
    return timeline.virtual() ? 0 : Math.max(0, lastSend - timeline.millis());
  }

  private String runId(long start) {
    return settings
        .runId()
        .orElseGet(
            () ->
                timeline.virtual()
                    ? "s" + settings.seed()
                    : "s" + settings.seed() + "-" + Long.toString(start, Character.MAX_RADIX));
  }

  private TruthHeader header(String runId, long start) {
    return new TruthHeader(
        runId,
        settings.seed(),
        settings.transactions(),
        settings.rate(),
        settings.faults().toString(),
        settings.window().toMillis(),
        settings.grace().toMillis(),
        Instant.ofEpochMilli(start).toString());
  }

  private TruthTotals totals(boolean early) {
    return new TruthTotals(
        begun,
        sent,
        cut.size(),
        faults,
        breaks,
        deadLetters,
        Instant.ofEpochMilli(lastDeadline).toString(),
        early);
  }
}
