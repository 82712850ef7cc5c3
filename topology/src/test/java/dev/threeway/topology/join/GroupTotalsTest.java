package dev.threeway.topology.join;

import static dev.threeway.schemas.records.GroupStatus.MATCHED;
import static dev.threeway.schemas.records.GroupStatus.MISMATCHED;
import static dev.threeway.schemas.records.GroupStatus.PENDING;
import static dev.threeway.schemas.records.Source.CORE;
import static dev.threeway.schemas.records.Source.GATEWAY;
import static dev.threeway.schemas.records.Source.MOBILE;
import static dev.threeway.topology.join.Samples.NINE;
import static dev.threeway.topology.join.Samples.group;
import static dev.threeway.topology.join.Samples.open;
import static dev.threeway.topology.join.Samples.withBreaks;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threeway.schemas.records.BreakType;
import dev.threeway.schemas.records.GroupStatus;
import dev.threeway.schemas.records.Severity;
import dev.threeway.schemas.records.Source;
import dev.threeway.topology.rules.Finding;
import dev.threeway.topology.rules.Leg;
import dev.threeway.topology.rules.MatchGroup;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;

/** What the groups on file come to; every leg of the samples is 100.00 USD, every risk 1.00 USD. */
class GroupTotalsTest {
  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;
  private static final long THIS_HOUR = NINE / HOUR;
  private static final long THIS_MINUTE = NINE / MINUTE;
  private static final BigDecimal HUNDRED = new BigDecimal("100.0000");
  private static final BigDecimal NOTHING = new BigDecimal("0.0000");

  private final KeyValueStore<Bytes, byte[]> store = MemoryStore.empty(Keyspace.TOTALS.toString());
  private final GroupTotals totals = new GroupTotals(store);

  @Test
  void aGroupStandsWithItsValueUnderItsStatusAndCurrency() {
    MatchGroup pending = group(PENDING, NINE, GATEWAY);
    totals.moved(null, pending);
    totals.save();
    assertThat(usd().groups(PENDING)).isEqualTo(1);
    assertThat(usd().value(PENDING)).isEqualTo(HUNDRED);

    totals.moved(pending, group(MATCHED, NINE, CORE, GATEWAY, MOBILE));
    totals.save();
    assertThat(usd().groups(PENDING)).isZero();
    assertThat(usd().value(PENDING)).isEqualTo(NOTHING);
    assertThat(usd().groups(MATCHED)).isEqualTo(1);
    assertThat(usd().value(MATCHED)).isEqualTo(HUNDRED);

    totals.moved(group(MATCHED, NINE, CORE, GATEWAY, MOBILE), null);
    totals.save();
    assertThat(usd().groups(MATCHED)).isZero();
    assertThat(usd().value(MATCHED)).isEqualTo(NOTHING);
  }

  @Test
  void theReferenceIsTheFirstOfCoreGatewayAndMobile() {
    assertThat(group(PENDING, NINE, CORE, GATEWAY, MOBILE).reference().source()).isEqualTo(CORE);
    assertThat(group(PENDING, NINE, GATEWAY, MOBILE).reference().source()).isEqualTo(GATEWAY);
    assertThat(group(PENDING, NINE, MOBILE).reference().source()).isEqualTo(MOBILE);
  }

  @Test
  void aReferenceOfAnotherAmountOrCurrencyMovesTheValue() {
    MatchGroup gateway = group(PENDING, NINE, GATEWAY);
    MatchGroup more = withCore(gateway, "USD", 2_000_000);
    MatchGroup euro = withCore(gateway, "EUR", 2_000_000);
    totals.moved(null, gateway);
    totals.moved(gateway, more);
    totals.save();
    assertThat(usd().groups(PENDING)).isEqualTo(1);
    assertThat(usd().value(PENDING)).isEqualTo("200.0000");

    totals.moved(more, euro);
    totals.save();
    assertThat(usd().groups(PENDING)).isZero();
    assertThat(currency("EUR").groups(PENDING)).isEqualTo(1);
    assertThat(currency("EUR").value(PENDING)).isEqualTo("200.0000");
  }

  @Test
  void aLegThatChangesNothingOfItWritesNothing() {
    totals.moved(null, group(PENDING, NINE, CORE));
    totals.save();
    store.delete(CurrencyTotals.key("USD"));
    totals.moved(group(PENDING, NINE, CORE), group(PENDING, NINE, CORE, GATEWAY));
    totals.save();

    assertThat(MemoryStore.keys(store)).isEmpty();
  }

  @Test
  void onlyWhatHasChangedIsWritten() {
    totals.moved(null, group(PENDING, NINE, CORE));
    totals.opened(open(BreakType.AMOUNT, NINE));
    totals.opened(open(BreakType.STATUS, NINE));
    totals.detected(NINE, NINE);
    totals.detected(NINE, NINE + 1);
    assertThat(MemoryStore.keys(store)).isEmpty();

    totals.save();
    List<Bytes> all =
        List.of(
            CurrencyTotals.key("USD"),
            OpenBreakTotals.key(),
            DetectedTotals.key(THIS_HOUR),
            DetectionLatency.key(THIS_MINUTE));
    assertThat(MemoryStore.keys(store)).containsExactlyElementsOf(all);

    all.forEach(store::delete);
    totals.save();
    assertThat(MemoryStore.keys(store)).isEmpty();
  }

  @Test
  void whatHasChangedSeveralTimesIsReadAndWrittenOnce() {
    CountingStore counted = new CountingStore(store);
    GroupTotals several = new GroupTotals(counted);
    counted.reads();
    several.moved(null, group(PENDING, NINE, CORE));
    several.moved(null, group(MATCHED, NINE, CORE));
    several.save();

    assertThat(counted.reads()).isEqualTo(1);
    assertThat(counted.writes()).isEqualTo(1);
  }

  @Test
  void anOpenBreakStandsUnderItsTypeSeveritySourcesCurrencyAndMinute() {
    totals.opened(open(BreakType.AMOUNT, NINE + 61_000));
    totals.save();

    assertThat(openBreaks().open(BreakType.AMOUNT)).isEqualTo(1);
    assertThat(openBreaks().open(BreakType.STATUS)).isZero();
    assertThat(openBreaks().open(Severity.HIGH)).isEqualTo(1);
    assertThat(openBreaks().open(Severity.LOW)).isZero();
    assertThat(openBreaks().open(GATEWAY)).isEqualTo(1);
    assertThat(openBreaks().open(CORE)).isZero();
    assertThat(usd().openBreaks()).isEqualTo(1);
    assertThat(usd().atRisk()).isEqualTo("1.0000");
    assertThat(detected(THIS_HOUR).open(1)).isEqualTo(1);
    assertThat(detected(THIS_HOUR).open(0)).isZero();
  }

  @Test
  void nothingIsLeftOfABreakThatIsOpenNoLonger() {
    totals.opened(open(BreakType.AMOUNT, NINE));
    totals.opened(open(BreakType.STATUS, NINE));
    totals.closed(open(BreakType.AMOUNT, NINE));
    totals.save();
    assertThat(openBreaks().open(BreakType.AMOUNT)).isZero();
    assertThat(openBreaks().open(Severity.HIGH)).isEqualTo(1);
    assertThat(usd().openBreaks()).isEqualTo(1);
    assertThat(detected(THIS_HOUR).open(0)).isEqualTo(1);

    totals.closed(open(BreakType.STATUS, NINE));
    totals.save();
    assertThat(usd().openBreaks()).isZero();
    assertThat(usd().atRisk()).isEqualTo(NOTHING);
    assertThat(store.get(DetectedTotals.key(THIS_HOUR))).isNull();
  }

  @Test
  void breaksOfSeveralHoursAreKeptApart() {
    totals.opened(open(BreakType.AMOUNT, NINE));
    totals.opened(open(BreakType.STATUS, NINE + HOUR));
    totals.opened(open(BreakType.ACCOUNT, NINE));
    totals.save();

    assertThat(detected(THIS_HOUR).open(0)).isEqualTo(2);
    assertThat(detected(THIS_HOUR + 1).open(0)).isEqualTo(1);
  }

  @Test
  void theHoursBeforeTheEpochHaveTheirMinutesToo() {
    assertThat(DetectedTotals.hourOf(-1)).isEqualTo(-1);
    DetectedTotals last = new DetectedTotals();
    last.add(-1, 1);
    assertThat(last.open(59)).isEqualTo(1);
  }

  @Test
  void theTimeToDetectionIsKeptByTheMinuteOfDetection() {
    totals.detected(NINE, NINE + 100);
    totals.detected(NINE, NINE + 300);
    totals.detected(NINE, NINE + MINUTE);
    totals.detected(NINE + 5, NINE + 4);
    totals.save();

    assertThat(latency(THIS_MINUTE).count()).isEqualTo(3);
    assertThat(latency(THIS_MINUTE).millis(0)).isZero();
    assertThat(latency(THIS_MINUTE).millis(0.5)).isBetween(99L, 101L);
    assertThat(latency(THIS_MINUTE).millis(1)).isBetween(297L, 303L);
    assertThat(latency(THIS_MINUTE + 1).count()).isEqualTo(1);
    assertThat(latency(THIS_MINUTE + 1).millis(1)).isBetween(59_400L, 60_600L);
  }

  @Test
  void aMinuteThatIsOverIsWrittenBeforeTheNextAndOnlyOnce() {
    totals.detected(NINE, NINE);
    totals.save();
    store.delete(DetectionLatency.key(THIS_MINUTE));
    totals.detected(NINE, NINE + MINUTE);

    assertThat(MemoryStore.keys(store)).isEmpty();
  }

  @Test
  void percentilesOfSeveralPartitionsAreThoseOfAllTheirBreaks() {
    DetectionLatency one = new DetectionLatency();
    DetectionLatency other = new DetectionLatency();
    for (int millis = 1; millis <= 100; millis++) {
      (millis % 3 == 0 ? one : other).record(millis * 10L);
    }
    one.addAll(DetectionLatency.decode(other.encode()));

    assertThat(one.count()).isEqualTo(100);
    assertThat(one.millis(0.5)).isBetween(490L, 515L);
    assertThat(one.millis(0.99)).isBetween(970L, 1000L);
  }

  @Test
  void aLatencyThatIsStoredOtherwiseIsRefused() {
    assertThatThrownBy(() -> DetectionLatency.decode(new byte[] {2}))
        .isInstanceOf(IncompatibleStateException.class)
        .hasMessage("the detection latency of a minute is not stored as this version stores it");
  }

  @Test
  void theKeysOfTheCurrenciesLieBetweenTheirEnds() {
    Bytes key = CurrencyTotals.key("USD");

    assertThat(key.get()).containsExactly(3, 'U', 'S', 'D');
    assertThat(CurrencyTotals.currency(key)).isEqualTo("USD");
    assertThat(CurrencyTotals.firstKey()).isLessThan(CurrencyTotals.key("AAA"));
    assertThat(CurrencyTotals.lastKey()).isGreaterThan(CurrencyTotals.key("ZZZ"));
    assertThat(CurrencyTotals.lastKey()).isLessThan(OpenBreakTotals.key());
  }

  @Test
  void theOtherKeysAreASectionAndANumber() {
    assertThat(OpenBreakTotals.key().get()).containsExactly(4);
    assertThat(DetectedTotals.key(258).get()).containsExactly(5, 0, 0, 0, 0, 0, 0, 1, 2);
    assertThat(DetectedTotals.hour(DetectedTotals.key(258))).isEqualTo(258);
    assertThat(DetectionLatency.key(258).get()).containsExactly(6, 0, 0, 0, 0, 0, 0, 1, 2);
    assertThat(DetectionLatency.minute(DetectionLatency.key(258))).isEqualTo(258);
    assertThat(MinuteTotals.minute(MinuteTotals.key(258))).isEqualTo(258);
  }

  @Test
  void latenciesAreForgottenWithTheirMinutes() {
    long days = Duration.ofDays(7).toMinutes();
    for (long each : new long[] {0, 1, 2}) {
      store.put(DetectionLatency.key(each), new DetectionLatency().encode());
    }
    new Ledger(store).consumed(CORE, (days + 2) * MINUTE);

    assertThat(MemoryStore.keys(store)).containsExactly(DetectionLatency.key(2));
  }

  @Test
  void aLedgerTellsWhatBecomesOfGroupsAndBreaks() {
    Ledger ledger = new Ledger(store);
    MatchGroup none = group(PENDING, NINE, CORE, GATEWAY);
    MatchGroup broken =
        withBreaks(group(MISMATCHED, NINE, CORE, GATEWAY), open(BreakType.AMOUNT, NINE));
    ledger.decided(none, Samples.decision(none), NINE, NINE);
    ledger.decided(null, Samples.decision(broken, open(BreakType.AMOUNT, NINE)), NINE - 7, NINE);
    ledger.decided(broken, Samples.decision(broken, open(BreakType.AMOUNT, NINE)), NINE, NINE);
    ledger.save();
    assertThat(usd().groups(MISMATCHED)).isEqualTo(1);
    assertThat(openBreaks().open(BreakType.AMOUNT)).isEqualTo(1);
    assertThat(latency(THIS_MINUTE).count()).isEqualTo(1);
    assertThat(latency(THIS_MINUTE).millis(1)).isEqualTo(7);

    ledger.purged(broken);
    ledger.save();
    assertThat(usd().groups(MISMATCHED)).isZero();
    assertThat(openBreaks().open(BreakType.AMOUNT)).isZero();
  }

  @Test
  void aResolvedBreakOfAGroupThatIsForgottenWasNotOpen() {
    Ledger ledger = new Ledger(store);
    MatchGroup matched =
        withBreaks(group(MATCHED, NINE, CORE), Samples.resolved(BreakType.AMOUNT, NINE));
    ledger.decided(null, Samples.decision(matched), NINE, NINE);
    ledger.purged(matched);
    ledger.save();

    assertThat(store.get(OpenBreakTotals.key())).isNull();
  }

  @Property
  void sumsOfAnySizeAreExactAlsoAfterARestartAndOverPartitions(
      @ForAll @Size(max = 40) List<@LongRange(max = 1_000_000_000_000_000_000L) Long> amounts) {
    CurrencyTotals one = new CurrencyTotals();
    CurrencyTotals other = new CurrencyTotals();
    BigDecimal sum = NOTHING;
    for (int i = 0; i < amounts.size(); i++) {
      CurrencyTotals each = i % 2 == 0 ? one : other;
      each.addGroup(MATCHED, amounts.get(i), 1);
      each.addOpen(amounts.get(i), 1);
      sum = sum.add(BigDecimal.valueOf(amounts.get(i), 4));
    }
    CurrencyTotals both = CurrencyTotals.decode(one.encode());
    both.addAll(CurrencyTotals.decode(other.encode()));

    assertThat(both.value(MATCHED)).isEqualTo(sum);
    assertThat(both.atRisk()).isEqualTo(sum);
    assertThat(both.groups(MATCHED)).isEqualTo(amounts.size());
    assertThat(both.openBreaks()).isEqualTo(amounts.size());
    assertThat(both.value(GroupStatus.PENDING)).isEqualTo(NOTHING);

    for (long amount : amounts) {
      both.addGroup(MATCHED, amount, -1);
      both.addOpen(amount, -1);
    }
    assertThat(both.value(MATCHED)).isEqualTo(NOTHING);
    assertThat(both.atRisk()).isEqualTo(NOTHING);
    assertThat(both.openBreaks()).isZero();
  }

  @Test
  void theTotalsOfACurrencyAddUpOverPartitions() {
    long most = 1_000_000_000_000_000_000L;
    CurrencyTotals one = new CurrencyTotals();
    for (GroupStatus status : GroupStatus.values()) {
      one.addGroup(status, most, 1);
    }
    one.addOpen(300, 1);
    CurrencyTotals both = CurrencyTotals.decode(one.encode());
    both.addAll(one);

    for (GroupStatus status : GroupStatus.values()) {
      assertThat(both.groups(status)).isEqualTo(2);
      assertThat(both.value(status)).isEqualTo("200000000000000.0000");
    }
    assertThat(both.openBreaks()).isEqualTo(2);
    assertThat(both.atRisk()).isEqualTo("0.0600");
  }

  @Test
  void everySourceHasACounterOfItsOwn() {
    for (Source source : List.of(CORE, GATEWAY, MOBILE)) {
      OpenBreakTotals open = new OpenBreakTotals();
      open.add(
          new Finding(
              BreakType.ACCOUNT, null, Severity.LOW, "1", "2", "3", List.of(source), 0, "USD"),
          1);

      for (Source other : List.of(CORE, GATEWAY, MOBILE)) {
        assertThat(open.open(other)).isEqualTo(other == source ? 1 : 0);
      }
    }
  }

  @Test
  void openBreaksAndMinutesOfPartitionsAddUp() {
    OpenBreakTotals one = new OpenBreakTotals();
    one.add(open(BreakType.AMOUNT, NINE).finding(), 1);
    OpenBreakTotals other = OpenBreakTotals.decode(one.encode());
    other.addAll(one);
    assertThat(other.open(BreakType.AMOUNT)).isEqualTo(2);
    assertThat(other.open(Source.GATEWAY)).isEqualTo(2);

    MinuteTotals minute = new MinuteTotals();
    minute.countLeg(CORE);
    MinuteTotals sum = MinuteTotals.decode(minute.encode());
    sum.addAll(minute);
    assertThat(sum.legs(CORE)).isEqualTo(2);
  }

  /** The same group once CORE has reported. */
  private static MatchGroup withCore(MatchGroup group, String currency, long amount) {
    Leg leg = Samples.leg(CORE);
    Leg core =
        new Leg(
            CORE,
            leg.eventId(),
            amount,
            currency,
            leg.status(),
            leg.eventTime(),
            leg.accountId(),
            null,
            null,
            null,
            null,
            null,
            leg.position());
    return new MatchGroup(
        group.txnId(),
        core,
        group.gateway(),
        group.mobile(),
        group.conflicts(),
        group.firstEventTime(),
        group.deadline(),
        group.deadlinePassed(),
        group.status(),
        group.resultVersion(),
        group.breaks());
  }

  private CurrencyTotals usd() {
    return currency("USD");
  }

  private CurrencyTotals currency(String code) {
    return CurrencyTotals.decode(store.get(CurrencyTotals.key(code)));
  }

  private OpenBreakTotals openBreaks() {
    return OpenBreakTotals.decode(store.get(OpenBreakTotals.key()));
  }

  private DetectedTotals detected(long hour) {
    return DetectedTotals.decode(store.get(DetectedTotals.key(hour)));
  }

  private DetectionLatency latency(long minute) {
    return DetectionLatency.decode(store.get(DetectionLatency.key(minute)));
  }
}
