package dev.threeway.queryapi.http;

import dev.threeway.queryapi.live.BreakFilter;
import dev.threeway.queryapi.live.ControlTotalsList;
import dev.threeway.queryapi.live.Coverage;
import dev.threeway.queryapi.live.Found;
import dev.threeway.queryapi.live.GroupAnswer;
import dev.threeway.queryapi.live.Holdings;
import dev.threeway.queryapi.live.Layout;
import dev.threeway.queryapi.live.LiveReads;
import dev.threeway.queryapi.live.NotReadableException;
import dev.threeway.queryapi.live.PageRequest;
import dev.threeway.queryapi.live.Scope;
import dev.threeway.queryapi.live.Series;
import dev.threeway.queryapi.live.SeriesRange;
import dev.threeway.queryapi.live.Statistics;
import dev.threeway.schemas.records.BreakState;
import dev.threeway.schemas.records.BreakType;
import dev.threeway.schemas.records.Channel;
import dev.threeway.schemas.records.GroupStatus;
import dev.threeway.schemas.records.Severity;
import dev.threeway.schemas.records.Source;
import dev.threeway.schemas.records.TransactionStatus;
import dev.threeway.schemas.records.TransactionType;
import dev.threeway.topology.join.OpenBreak;
import dev.threeway.topology.join.OpenBreakKey;
import dev.threeway.topology.rules.Break;
import dev.threeway.topology.rules.Finding;
import dev.threeway.topology.rules.Leg;
import dev.threeway.topology.rules.MatchGroup;
import dev.threeway.topology.rules.Position;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** What a {@link Rehearsal} reads: one transaction, and breaks without end. Thread-safe. */
final class RehearsedReads implements LiveReads {
  /** The transaction that there is. */
  static final String TXN_ID = "rehearsal";

  private static final String SELF = "localhost:0";
  private static final long NOON = 1_767_268_800_000L;
  private static final long MINUTE = 60_000;
  private static final long AMOUNT = 1_000_000;
  private static final long DIFFERENCE = 200_000;
  private static final Coverage COMPLETE = new Coverage(1, List.of(), List.of(), List.of());

  @Override
  public GroupAnswer group(String txnId, boolean copies) {
    return new GroupAnswer.Here(
        txnId.equals(TXN_ID) ? Optional.of(group()) : Optional.empty(), Optional.empty());
  }

  private static MatchGroup group() {
    return new MatchGroup(
        TXN_ID,
        leg(Source.CORE, AMOUNT),
        leg(Source.GATEWAY, AMOUNT + DIFFERENCE),
        leg(Source.MOBILE, AMOUNT),
        List.of(),
        NOON,
        NOON + MINUTE,
        false,
        GroupStatus.MISMATCHED,
        1,
        List.of(found(NOON)));
  }

  private static Leg leg(Source source, long amount) {
    return new Leg(
        source,
        "event",
        amount,
        "USD",
        TransactionStatus.SUCCESS,
        NOON,
        "ACC-1",
        null,
        Channel.ONLINE,
        TransactionType.PAYMENT,
        null,
        null,
        new Position(source, 0, 0));
  }

  private static Break found(long detectedAt) {
    return new Break(
        new Finding(
            BreakType.AMOUNT,
            null,
            Severity.HIGH,
            "100.00",
            "120.00",
            "100.00",
            List.of(Source.GATEWAY),
            DIFFERENCE,
            "USD"),
        1,
        BreakState.OPEN,
        null,
        NOON,
        NOON + MINUTE,
        detectedAt,
        0,
        "default",
        List.of(new Position(Source.CORE, 0, 0), new Position(Source.GATEWAY, 0, 0)));
  }

  @Override
  public Found<OpenBreak> openBreaks(BreakFilter filter, PageRequest page, Scope scope) {
    long from = page.after() == null ? NOON : OpenBreakKey.detectedAt(page.after());
    List<OpenBreak> items =
        IntStream.rangeClosed(1, page.limit())
            .mapToObj(i -> new OpenBreak(TXN_ID, found(from - i)))
            .filter(filter.accepts())
            .toList();
    return new Found<>(
        items, Optional.of(OpenBreakKey.from(from - page.limit())), page.limit(), COMPLETE);
  }

  @Override
  public Layout layout() {
    return new Layout(SELF, List.of(new Layout.Place(Optional.of(SELF), List.of())));
  }

  @Override
  public String instance() {
    return SELF;
  }

  @Override
  public Found<MatchGroup> pending(Predicate<MatchGroup> accepts, PageRequest page, Scope scope) {
    throw notRehearsed();
  }

  @Override
  public ControlTotalsList controlTotals(Scope scope) {
    throw notRehearsed();
  }

  @Override
  public Statistics statistics(Scope scope, long now) {
    throw notRehearsed();
  }

  @Override
  public Series series(SeriesRange range, Scope scope) {
    throw notRehearsed();
  }

  @Override
  public long totalsVersion() {
    throw notRehearsed();
  }

  @Override
  public Holdings holdings() {
    throw notRehearsed();
  }

  private static NotReadableException notRehearsed() {
    return new NotReadableException("This is not rehearsed.", List.of());
  }
}
