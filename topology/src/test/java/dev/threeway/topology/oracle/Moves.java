package dev.threeway.topology.oracle;

import static dev.threeway.schemas.records.TransactionStatus.FAILED;
import static dev.threeway.schemas.records.TransactionStatus.PENDING;
import static dev.threeway.schemas.records.TransactionStatus.SUCCESS;

import dev.threeway.schemas.records.Source;
import dev.threeway.topology.oracle.Move.Anchor;
import dev.threeway.topology.oracle.Move.Content;
import dev.threeway.topology.oracle.Move.Fault;
import java.util.Arrays;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Random moves: few transactions, few values, and distances around every boundary of the rules. */
final class Moves {
  private static final long SWEEP = OracleRules.SWEEP;
  private static final long PATIENCE = OracleRules.SHORT.patience();
  private static final long MEMORY = OracleRules.SHORT.memory();
  private static final long SKEW = OracleRules.SHORT.futureSkew().toMillis();
  private static final long WINDOW = OracleRules.SHORT.window().toMillis();
  private static final long TOLERANCE = OracleRules.SHORT.timestampTolerance().toMillis();

  private Moves() {}

  static Arbitrary<Move> moves() {
    return Combinators.combine(
            gaps(),
            Arbitraries.frequency(Tuple.of(4, 0), Tuple.of(2, 1), Tuple.of(1, 2)),
            sources(),
            anchors(),
            shifts(),
            contents(),
            repeats(),
            faults())
        .as(Move::new);
  }

  /** Few steps; some histories end at the last deadline, some after the last purge. */
  static Arbitrary<Script> scripts(Arbitrary<Move> moves, int partitions) {
    return Combinators.combine(moves.list().ofMinSize(1).ofMaxSize(12), Arbitraries.of(false, true))
        .as((steps, whole) -> new Script(steps, partitions, true, whole));
  }

  /** Moves that agree but for their amounts and currencies. */
  static Arbitrary<Move> ofAmounts() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 1), sources(), amounts(), currencies())
        .as(
            (transaction, source, amount, currency) ->
                new Move(
                    SWEEP,
                    transaction,
                    source,
                    Anchor.BIRTH,
                    0,
                    new Content(amount, currency, SUCCESS, "ACC-1", ""),
                    0,
                    Set.of()));
  }

  /** Moves of transactions that are still going on: most reports are PENDING, and are revised. */
  static Arbitrary<Move> ofRevisions() {
    Arbitrary<Content> contents =
        Combinators.combine(
                Arbitraries.frequency(
                    Tuple.of(12, "100.00"), Tuple.of(1, "100.01"), Tuple.of(1, "105.00")),
                Arbitraries.frequency(Tuple.of(20, "USD"), Tuple.of(1, "EUR")),
                Arbitraries.frequency(
                    Tuple.of(6, PENDING), Tuple.of(6, SUCCESS), Tuple.of(1, FAILED)),
                Arbitraries.frequency(Tuple.of(12, "ACC-1"), Tuple.of(1, "ACC-2")),
                Arbitraries.just(""))
            .as(Content::new);
    return Combinators.combine(
            Arbitraries.frequency(
                Tuple.of(8, SWEEP), Tuple.of(2, TOLERANCE), Tuple.of(1, PATIENCE)),
            Arbitraries.frequency(Tuple.of(4, 0), Tuple.of(1, 1)),
            sources(),
            Arbitraries.frequency(Tuple.of(3, Anchor.NOW), Tuple.of(1, Anchor.BIRTH)),
            contents)
        .as(
            (gap, transaction, source, anchor, content) ->
                new Move(gap, transaction, source, anchor, 0, content, 0, Set.of()));
  }

  /** Moves whose event time is their arrival. */
  static Arbitrary<Move> onTime() {
    return Combinators.combine(gaps(), Arbitraries.integers().between(0, 2), sources(), contents())
        .as(
            (gap, transaction, source, content) ->
                new Move(gap, transaction, source, Anchor.NOW, 0, content, 0, Set.of()));
  }

  private static Arbitrary<Source> sources() {
    return Arbitraries.of(Findings.SOURCES);
  }

  private static Arbitrary<Long> gaps() {
    return Arbitraries.frequencyOf(
        Tuple.of(6, Arbitraries.of(0L, 1L, SWEEP / 2, SWEEP - 1, SWEEP, SWEEP + 1, 4 * SWEEP)),
        Tuple.of(2, Arbitraries.of(TOLERANCE, WINDOW)),
        Tuple.of(2, Arbitraries.longs().between(PATIENCE - 3 * SWEEP, PATIENCE + 3 * SWEEP)),
        Tuple.of(1, Arbitraries.of(MEMORY, MEMORY + SWEEP, 3_600_000L, 200_000_000L)));
  }

  private static Arbitrary<Anchor> anchors() {
    return Arbitraries.frequency(
        Tuple.of(4, Anchor.BIRTH), Tuple.of(2, Anchor.NOW), Tuple.of(1, Anchor.NEWEST));
  }

  private static Arbitrary<Long> shifts() {
    return Arbitraries.frequencyOf(
        Tuple.of(8, Arbitraries.just(0L)),
        Tuple.of(4, around(0, TOLERANCE)),
        Tuple.of(2, around(WINDOW, PATIENCE)),
        Tuple.of(1, around(MEMORY, SKEW)),
        Tuple.of(1, around(MEMORY - PATIENCE, PATIENCE + SKEW)));
  }

  /** These distances, one ms more or less, ahead or behind. */
  private static Arbitrary<Long> around(long... distances) {
    return Combinators.combine(
            Arbitraries.of(Arrays.stream(distances).boxed().toList()),
            Arbitraries.of(0L, 1L, -1L),
            Arbitraries.of(1L, -1L))
        .as((distance, more, sign) -> sign * (distance + more));
  }

  static Arbitrary<Content> contents() {
    return Combinators.combine(
            amounts(),
            currencies(),
            Arbitraries.frequency(Tuple.of(6, SUCCESS), Tuple.of(3, PENDING), Tuple.of(1, FAILED)),
            Arbitraries.frequency(Tuple.of(9, "ACC-1"), Tuple.of(1, "ACC-2")),
            Arbitraries.frequency(Tuple.of(9, ""), Tuple.of(1, "rent")))
        .as(Content::new);
  }

  /** Around every tolerance and threshold, and around none. */
  private static Arbitrary<String> amounts() {
    return Arbitraries.frequency(
        Tuple.of(8, "100.00"),
        Tuple.of(2, "100.01"),
        Tuple.of(2, "100.02"),
        Tuple.of(1, "99.99"),
        Tuple.of(1, "100.50"),
        Tuple.of(1, "100.51"),
        Tuple.of(1, "101.00"),
        Tuple.of(1, "101.01"),
        Tuple.of(1, "101.02"),
        Tuple.of(1, "100.005"),
        Tuple.of(1, "99999.99"),
        Tuple.of(1, "100000.00"),
        Tuple.of(1, "100100.00"),
        Tuple.of(1, "198000.00"),
        Tuple.of(1, "199000.00"),
        Tuple.of(1, "200000.00"),
        Tuple.of(1, "100000000000000"));
  }

  private static Arbitrary<String> currencies() {
    return Arbitraries.frequency(
        Tuple.of(12, "USD"), Tuple.of(1, "EUR"), Tuple.of(1, "KWD"), Tuple.of(1, "JPY"));
  }

  private static Arbitrary<Integer> repeats() {
    return Arbitraries.frequency(
        Tuple.of(8, 0), Tuple.of(2, 1), Tuple.of(2, 2), Tuple.of(1, 3), Tuple.of(1, 5));
  }

  private static Arbitrary<Set<Fault>> faults() {
    return Arbitraries.frequencyOf(
        Tuple.of(8, Arbitraries.just(Set.of())),
        Tuple.of(1, Arbitraries.of(Fault.class).set().ofMinSize(1).ofMaxSize(2)));
  }
}
