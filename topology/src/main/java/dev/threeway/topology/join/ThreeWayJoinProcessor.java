package dev.threeway.topology.join;

import dev.threeway.schemas.records.Source;
import dev.threeway.topology.join.JoinOutput.BreakChanged;
import dev.threeway.topology.join.JoinOutput.LegRejected;
import dev.threeway.topology.join.JoinOutput.ResultChanged;
import dev.threeway.topology.rules.Break;
import dev.threeway.topology.rules.Decision;
import dev.threeway.topology.rules.DurationText;
import dev.threeway.topology.rules.Leg;
import dev.threeway.topology.rules.LegOutcome;
import dev.threeway.topology.rules.MatchGroup;
import dev.threeway.topology.rules.Matching;
import dev.threeway.topology.rules.Rejection;
import dev.threeway.topology.rules.RejectionReason;
import dev.threeway.topology.rules.Timing;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** The operator of {@link ThreeWayJoin}: one instance for each task. */
final class ThreeWayJoinProcessor
    extends ContextualProcessor<byte[], JoinInput, byte[], JoinOutput> {
  private final Matching matching;
  private final Timing timing;
  private final Duration sweepInterval;
  private final long sweepBudgetNanos;
  private final InputHorizon horizon;
  private MatchGroupTable table;
  private Ledger ledger;
  private DeadlineSweep sweep;
  private SweepTimes sweepTimes;
  private int partition;
  private boolean unsaved;
  // Of the record that is being taken in; null in a sweep.
  private Headers cause;

  ThreeWayJoinProcessor(Matching matching, Timing timing, ThreeWayJoin.Settings settings) {
    this.matching = matching;
    this.timing = timing;
    this.sweepInterval = settings.sweepInterval();
    this.sweepBudgetNanos = settings.sweepBudget().toNanos();
    this.horizon = settings.horizon();
  }

  @Override
  public void init(ProcessorContext<byte[], JoinOutput> context) {
    super.init(context);
    partition = context.taskId().partition();
    BufferedStore state = BufferedStore.of(context.getStateStore(Stores.STATE));
    // Written once and deleted once, hours apart, and read by ranges: a buffer would be in the way.
    KeyValueStore<Bytes, byte[]> deadlines = Keyspace.DEADLINES.of(state.wrapped());
    KeyValueStore<Bytes, byte[]> openBreaks = Keyspace.OPEN_BREAKS.of(state.wrapped());
    ledger = new Ledger(Keyspace.TOTALS.of((KeyValueStore<Bytes, byte[]>) state));
    unsaved = false;
    state.beforeCommit(this::saveLedger);
    UnsettledGroups unsettled = new UnsettledGroups(deadlines, UnsettledGroups.MOST);
    table =
        new MatchGroupTable(
            Keyspace.MATCH_GROUPS.of((KeyValueStore<Bytes, byte[]>) state),
            deadlines,
            openBreaks,
            unsettled);
    sweep = new DeadlineSweep(deadlines, unsettled, ledger.clock(), timing.retentionMillis());
    sweepTimes =
        context.appConfigs().get(SweepTimes.PROPERTY) instanceof SweepTimes times
            ? times
            : new SweepTimes();
    horizon.assigned(partition);
    SweepShare.join();
    context.schedule(sweepInterval, PunctuationType.WALL_CLOCK_TIME, this::sweep);
  }

  @Override
  public void process(Record<byte[], JoinInput> record) {
    JoinInput input = record.value();
    cause = record.headers();
    Source source = input.position().source();
    long now = context().currentSystemTimeMs();
    horizon.taken(source, partition, input.position().offset());
    ledger.consumed(source, now);
    Rejection rejection =
        input.rejection() == null ? outOfTime(input.leg(), now) : input.rejection();
    if (rejection == null) {
      ledger.clock().observe(input.leg().eventTime(), now);
      match(record.key(), input, now);
    } else {
      ledger.rejected(source, rejection.reason());
      context()
          .forward(
              record
                  .withValue(
                      (JoinOutput) new LegRejected(input.position(), input.value(), rejection))
                  .withTimestamp(now));
    }
    unsaved = true;
  }

  @Override
  public void close() {
    SweepShare.leave();
    horizon.released(partition);
  }

  private void match(byte[] key, JoinInput input, long now) {
    Leg leg = input.leg();
    MatchGroup before = table.find(key, input.txnId());
    LegOutcome outcome = matching.classify(before, leg);
    ledger.counted(leg.source(), outcome);
    Decision decision = matching.onLeg(before, input.txnId(), leg, outcome, now);
    apply(key, before, decision, leg.eventTime(), now);
  }

  private void apply(byte[] key, MatchGroup before, Decision decision, long since, long now) {
    if (!decision.changed()) {
      return;
    }
    table.store(key, before, decision, sweep.latestPossibleTime(now), now);
    ledger.decided(before, decision, since, now);
    MatchGroup group = decision.group();
    for (Break change : decision.breakChanges()) {
      forward(key, new BreakChanged(group.txnId(), change), now);
    }
    if (decision.resultChanged()) {
      forward(key, new ResultChanged(group, now, matching.ruleVersion()), now);
    }
  }

  private void forward(byte[] key, JoinOutput output, long now) {
    context().forward(new Record<>(key, output, now, TraceHeader.only(cause)));
  }

  private Rejection outOfTime(Leg leg, long now) {
    if (leg.eventTime() > now + timing.maxFutureSkewMillis()) {
      return new Rejection(
          RejectionReason.FUTURE_EVENT,
          "event_time %s is more than %s ahead of the clock, %s"
              .formatted(
                  Instant.ofEpochMilli(leg.eventTime()),
                  DurationText.format(timing.maxFutureSkew()),
                  Instant.ofEpochMilli(now)));
    }
    PartitionClock clock = ledger.clock();
    if (clock.hasStarted() && leg.eventTime() < clock.streamTime() - timing.expiryMillis()) {
      return new Rejection(
          RejectionReason.EXPIRED,
          "event_time %s lies more than window + grace + retention behind stream time, %s"
              .formatted(
                  Instant.ofEpochMilli(leg.eventTime()), Instant.ofEpochMilli(clock.streamTime())));
    }
    return null;
  }

  private void sweep(long now) {
    long start = System.nanoTime();
    cause = null;
    long end = start + SweepShare.of(sweepBudgetNanos);
    BooleanSupplier inBudget = () -> System.nanoTime() - end < 0;
    if (sweep.run(now, horizon.readThrough(partition), inBudget, new DueGroups(now))) {
      unsaved = true;
    }
    sweepTimes.took(System.nanoTime() - start);
  }

  /** The legs of a commit and what counts them are committed together. */
  private void saveLedger() {
    if (unsaved) {
      ledger.save();
      unsaved = false;
    }
  }

  /** Decides and forgets the groups that a sweep comes upon. */
  private final class DueGroups implements DeadlineSweep.Due {
    private final long now;

    DueGroups(long now) {
      this.now = now;
    }

    @Override
    public void deadlinePassed(byte[] key) {
      MatchGroup group = table.findUnsettled(key);
      if (group != null) {
        apply(key, group, matching.onDeadline(group, now), group.deadline(), now);
      }
    }

    @Override
    public void retentionOver(Bytes scheduleKey, byte[] key) {
      ledger.purged(table.purge(scheduleKey, key));
    }
  }
}
