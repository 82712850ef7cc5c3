package dev.threeway.topology.join;

import dev.threeway.schemas.records.BreakState;
import dev.threeway.schemas.records.BreakType;
import dev.threeway.schemas.records.Channel;
import dev.threeway.schemas.records.GroupStatus;
import dev.threeway.schemas.records.Resolution;
import dev.threeway.schemas.records.Severity;
import dev.threeway.schemas.records.Source;
import dev.threeway.schemas.records.TransactionStatus;
import dev.threeway.schemas.records.TransactionType;
import dev.threeway.topology.rules.Break;
import dev.threeway.topology.rules.Finding;
import dev.threeway.topology.rules.Leg;
import dev.threeway.topology.rules.MatchGroup;
import dev.threeway.topology.rules.Money;
import dev.threeway.topology.rules.Position;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Combinators.F8;
import net.jqwik.api.arbitraries.StringArbitrary;

/** Any group and any break, also such as the rules would never decide. */
final class RandomGroups {
  private RandomGroups() {}

  static Arbitrary<MatchGroup> groups() {
    return Combinators.combine(
            legs(Source.CORE).injectNull(0.3),
            legs(Source.GATEWAY).injectNull(0.3),
            legs(Source.MOBILE).injectNull(0.3),
            Arbitraries.of(Source.CORE, Source.GATEWAY, Source.MOBILE)
                .flatMap(RandomGroups::legs)
                .list()
                .ofMaxSize(3),
            times(),
            Arbitraries.of(true, false),
            Arbitraries.of(GroupStatus.class),
            breaks().list().ofMaxSize(4))
        .as(
            (core, gateway, mobile, conflicts, first, passed, status, breaks) ->
                new MatchGroup(
                    "T1",
                    core,
                    gateway,
                    mobile,
                    conflicts,
                    first,
                    first + Samples.WINDOW_AND_GRACE,
                    passed,
                    status,
                    breaks.size(),
                    breaks));
  }

  static Arbitrary<Break> breaks() {
    return Combinators.combine(
            findings(),
            Arbitraries.integers().greaterOrEqual(1),
            Arbitraries.of(BreakState.class),
            Arbitraries.of(Resolution.class).injectNull(0.5),
            times().tuple4(),
            texts(),
            positions().list().ofMaxSize(6))
        .as(
            (finding, version, state, resolution, times, rules, evidence) ->
                new Break(
                    finding,
                    version,
                    state,
                    resolution,
                    times.get1(),
                    times.get2(),
                    times.get3(),
                    times.get4(),
                    rules,
                    evidence));
  }

  private static Arbitrary<Finding> findings() {
    return Combinators.combine(
            Arbitraries.of(BreakType.class),
            Arbitraries.of(Source.class).injectNull(0.5),
            Arbitraries.of(Severity.class),
            texts().injectNull(0.3).tuple3(),
            Arbitraries.of(Source.class).list().ofMaxSize(3),
            amounts(),
            texts())
        .as(
            (type, missing, severity, values, deviating, atRisk, currency) ->
                new Finding(
                    type,
                    missing,
                    severity,
                    values.get1(),
                    values.get2(),
                    values.get3(),
                    deviating,
                    atRisk,
                    currency));
  }

  private static Arbitrary<Leg> legs(Source source) {
    F8<String, Long, TransactionStatus, Long, Channel, TransactionType, Position, Texts, Leg> leg =
        (eventId, amount, status, time, channel, type, position, texts) ->
            new Leg(
                source,
                eventId,
                amount,
                "USD",
                status,
                time,
                "ACC-" + eventId,
                texts.bankCode(),
                channel,
                type,
                texts.reference(),
                texts.description(),
                new Position(source, position.partition(), position.offset()));
    return Combinators.combine(
            texts(),
            amounts(),
            Arbitraries.of(TransactionStatus.class),
            times(),
            Arbitraries.of(Channel.class).injectNull(0.3),
            Arbitraries.of(TransactionType.class).injectNull(0.3),
            positions(),
            Combinators.combine(
                    texts().injectNull(0.3), texts().injectNull(0.3), texts().injectNull(0.3))
                .as(Texts::new))
        .as(leg);
  }

  private record Texts(String bankCode, String reference, String description) {}

  private static Arbitrary<Position> positions() {
    return Combinators.combine(
            Arbitraries.of(Source.class),
            Arbitraries.integers().greaterOrEqual(0),
            Arbitraries.longs().greaterOrEqual(0))
        .as(Position::new);
  }

  private static Arbitrary<Long> amounts() {
    return Arbitraries.longs().between(0, Money.MAX);
  }

  /** Before and after the epoch. */
  private static Arbitrary<Long> times() {
    return Arbitraries.longs().between(-4_000_000_000_000L, 4_000_000_000_000L);
  }

  private static StringArbitrary texts() {
    return Arbitraries.strings().ascii().withChars('é', '銀').ofMaxLength(12);
  }
}
