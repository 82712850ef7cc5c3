package dev.threeway.simulator.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threeway.schemas.records.GroupStatus;
import dev.threeway.schemas.records.TransactionEvent;
import dev.threeway.simulator.faults.FaultKind;
import dev.threeway.simulator.faults.FaultPlan;
import dev.threeway.simulator.faults.Leg;
import dev.threeway.simulator.faults.Oracle;
import dev.threeway.simulator.faults.Story;
import dev.threeway.simulator.faults.Timing;
import dev.threeway.simulator.truth.FaultRecord;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;

class TrafficPropertiesTest {
  private static final long START = 1_772_355_600_000L;

  /** From the tightest settings that are allowed to the engine's defaults. */
  @Provide
  Arbitrary<Timing> timings() {
    return Combinators.combine(
            Arbitraries.longs().between(0, 2_000),
            Arbitraries.longs().between(0, 3_000),
            Arbitraries.of(0, 0, 1, 500, 60_000, 330_000))
        .as(
            (spread, overTolerance, room) -> {
              long tolerance = spread + 1_600 + overTolerance;
              return Timing.of(
                  Duration.ofMillis(tolerance),
                  Duration.ofMillis(spread + 1_300 + room),
                  Duration.ofMillis(tolerance),
                  Duration.ofMillis(spread));
            });
  }

  private static Story story(String faults, long seed, long number, Timing timing) {
    return new Traffic("r", seed, FaultPlan.parse(faults), timing).transaction(number, START);
  }

  @Property(tries = 5_000)
  void the_truth_is_what_the_contract_makes_of_the_legs(
      @ForAll FaultKind kind,
      @ForAll long seed,
      @ForAll("timings") Timing timing,
      @ForAll @LongRange(min = 1, max = 999_999_999) long number) {
    Story story = story(kind.id() + "=100%", seed, number, timing);

    Oracle oracle = Oracle.read(timing, story.legs());

    FaultRecord truth = story.truth().orElseThrow();
    assertThat(truth.fault()).isEqualTo(kind.id());
    assertThat(oracle.breaks()).containsExactlyInAnyOrderElementsOf(truth.expectedBreaks());
    assertThat(oracle.status()).isEqualTo(truth.expectedStatus());
    assertThat(oracle.deadLetters()).isEqualTo(truth.expectedDeadLetters());
  }

  @Property(tries = 5_000)
  void the_truth_but_for_late_legs_is_the_same_for_an_engine_that_catches_up(
      @ForAll FaultKind kind, @ForAll long seed, @ForAll("timings") Timing timing) {
    Assume.that(kind != FaultKind.LATE);
    Story story = story(kind.id() + "=100%", seed, 1, timing);

    Oracle oracle = Oracle.catchUp(timing, story.legs());

    FaultRecord truth = story.truth().orElseThrow();
    assertThat(oracle.breaks()).containsExactlyInAnyOrderElementsOf(truth.expectedBreaks());
    assertThat(oracle.status()).isEqualTo(truth.expectedStatus());
    assertThat(oracle.deadLetters()).isEqualTo(truth.expectedDeadLetters());
  }

  @Property(tries = 1_000)
  void a_transaction_without_a_fault_matches(@ForAll long seed, @ForAll("timings") Timing timing) {
    Story story = story("none", seed, 1, timing);

    Oracle oracle = Oracle.read(timing, story.legs());

    assertThat(story.truth()).isEmpty();
    assertThat(story.legs()).hasSize(3);
    assertThat(oracle.breaks()).isEmpty();
    assertThat(oracle.deadLetters()).isEqualTo(Map.of());
    assertThat(oracle.status()).isEqualTo(GroupStatus.MATCHED);
  }

  @Property(tries = 1_000)
  void amounts_have_their_currency_s_decimals_and_events_come_before_they_are_sent(
      @ForAll long seed, @ForAll("timings") Timing timing) {
    for (Leg leg : story("none", seed, 1, timing).legs()) {
      TransactionEvent event = leg.event().orElseThrow();
      BigDecimal amount = event.getAmount();
      assertThat(amount).isPositive().isLessThan(new BigDecimal("1E10"));
      assertThat(amount.scale())
          .isEqualTo(Currency.getInstance(event.getCurrency()).getDefaultFractionDigits());
      assertThat(event.getEventTime().toEpochMilli())
          .isBetween(START - 300, START + timing.spreadMillis());
      assertThat(leg.sendAt())
          .isBetween(event.getEventTime().toEpochMilli(), START + timing.spreadMillis() + 40);
      assertThat(leg.key()).contains("r-000000001");
    }
  }

  @Property(tries = 2_000)
  void legs_that_matter_are_due_before_the_deadline_and_late_ones_well_after_it(
      @ForAll FaultKind kind, @ForAll long seed, @ForAll("timings") Timing timing) {
    Story story = story(kind.id() + "=100%", seed, 1, timing);

    List<Leg> legs = story.legs();
    for (Leg leg : legs) {
      assertThat(leg.sendBefore()).isGreaterThan(leg.sendAt());
    }
    if (kind == FaultKind.LATE) {
      long earliest =
          legs.subList(0, 2).stream()
              .mapToLong(leg -> leg.event().orElseThrow().getEventTime().toEpochMilli())
              .min()
              .orElseThrow();
      long after = legs.get(2).sendAt() - earliest - timing.patienceMillis();
      assertThat(after).isBetween(4_000L, 5_999L);
    }
  }

  @Property(tries = 200)
  void what_a_number_gets_depends_on_seed_and_number_alone(
      @ForAll long seed,
      @ForAll("timings") Timing timing,
      @ForAll @LongRange(min = 1, max = 999_999_998) long number) {
    Traffic one = new Traffic("r", seed, FaultPlan.all(), timing);
    Traffic other = new Traffic("r", seed, FaultPlan.all(), timing);
    Story unrelated = other.transaction(number + 1, START);

    Story first = one.transaction(number, START);
    Story second = other.transaction(number, START);

    assertThat(second.truth()).isEqualTo(first.truth());
    assertThat(second.legs().stream().map(Leg::event).toList())
        .isEqualTo(first.legs().stream().map(Leg::event).toList())
        .isNotEqualTo(unrelated.legs().stream().map(Leg::event).toList());
  }
}
