package dev.threeway.simulator.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threeway.schemas.records.BreakType;
import dev.threeway.simulator.faults.FaultKind;
import dev.threeway.simulator.faults.FaultPlan;
import dev.threeway.simulator.faults.Leg;
import dev.threeway.simulator.truth.FaultRecord;
import dev.threeway.simulator.truth.Rejection;
import dev.threeway.simulator.truth.Truth;
import dev.threeway.simulator.truth.TruthTotals;
import dev.threeway.simulator.truth.TruthWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulationTest {
  private static final InstantSource CLOCK = Clock.systemUTC();

  @TempDir private Path folder;

  /** Keeps every leg, and what the truth file held when the leg was sent. */
  private static class KeepingSink implements LegSink {
    final List<Leg> legs = new ArrayList<>();
    Instant lastDeadline;

    @Override
    public void send(Leg leg, Consumer<Leg> confirmed) {
      legs.add(leg);
      confirmed.accept(leg);
    }

    @Override
    public void finish(Instant last) {
      lastDeadline = last;
    }

    @Override
    public void close() {}
  }

  private static SimulationSettings.Builder settings() {
    return SimulationSettings.builder()
        .transactions(2_000)
        .seed(7)
        .faults(FaultPlan.all())
        .window(Duration.ofSeconds(5))
        .grace(Duration.ofSeconds(4));
  }

  private RunSummary replay(SimulationSettings settings, String name) {
    try (TruthWriter truth = new TruthWriter(folder.resolve(name + ".truth"));
        LegSink sink = new ReplayFileSink(folder.resolve(name + ".jsonl"))) {
      return Simulation.replay(settings, CLOCK).run(sink, truth, Progress.NONE);
    }
  }

  private RunSummary run(Simulation simulation, LegSink sink, Progress progress) {
    try (TruthWriter truth = new TruthWriter(folder.resolve("truth"))) {
      return simulation.run(sink, truth, progress);
    }
  }

  @Test
  void writes_the_same_bytes_for_the_same_settings_and_others_for_another_seed()
      throws IOException {
    replay(settings().build(), "one");
    replay(settings().build(), "two");
    replay(settings().seed(8).build(), "other");

    assertThat(folder.resolve("two.jsonl")).hasSameBinaryContentAs(folder.resolve("one.jsonl"));
    assertThat(folder.resolve("two.truth")).hasSameBinaryContentAs(folder.resolve("one.truth"));
    assertThat(Files.mismatch(folder.resolve("one.jsonl"), folder.resolve("other.jsonl")))
        .isNotEqualTo(-1);
  }

  @Test
  void gives_a_live_run_the_transactions_and_faults_of_a_replay_with_its_run_id() {
    SimulationSettings settings =
        settings().rate(0).runId("r").faults(FaultPlan.parse("all,late=0%,timestamp=0%")).build();
    replay(settings, "replay");
    run(Simulation.live(settings, CLOCK), new KeepingSink(), Progress.NONE);

    assertThat(Truth.read(folder.resolve("truth")).faults())
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("details")
        .isNotEmpty()
        .containsExactlyElementsOf(Truth.read(folder.resolve("replay.truth")).faults());
  }

  @Test
  void moves_every_time_of_a_replay_that_begins_later_and_changes_nothing_else() {
    SimulationSettings settings = settings().transactions(300).build();
    KeepingSink usual = new KeepingSink();
    run(Simulation.replay(settings, CLOCK), usual, Progress.NONE);
    KeepingSink later = new KeepingSink();
    Duration hour = Duration.ofHours(1);
    run(
        Simulation.replay(settings, Simulation.REPLAY_START.plus(hour), CLOCK),
        later,
        Progress.NONE);

    assertThat(later.legs)
        .extracting(leg -> leg.key() + " " + (leg.sendAt() - hour.toMillis()))
        .isNotEmpty()
        .isEqualTo(usual.legs.stream().map(leg -> leg.key() + " " + leg.sendAt()).toList());
  }

  @Test
  void sends_in_the_order_of_time_and_writes_the_truth_first() {
    Path file = folder.resolve("truth");
    Set<String> known = new HashSet<>();
    AtomicLong checked = new AtomicLong();
    KeepingSink sink =
        new KeepingSink() {
          @Override
          public void send(Leg leg, Consumer<Leg> confirmed) {
            if (known.add(leg.txnId())) {
              checked.incrementAndGet();
              Truth soFar = Truth.read(file);
              // The number alone decides the fault, so any run says who has one.
              assertThat(soFar.fault(leg.txnId()).isPresent()).isEqualTo(faulty(leg.txnId()));
            }
            super.send(leg, confirmed);
          }
        };
    run(Simulation.replay(settings().transactions(300).build(), CLOCK), sink, Progress.NONE);

    assertThat(checked).hasValue(300);
    assertThat(sink.legs).extracting(Leg::sendAt).isSorted();
    assertThat(Truth.read(file).faults()).isNotEmpty();
  }

  private boolean faulty(String txnId) {
    Path file = folder.resolve("reference.truth");
    if (!Files.exists(file)) {
      replay(settings().transactions(300).build(), "reference");
    }
    return Truth.read(file).fault(txnId).isPresent();
  }

  @Test
  void adds_up_its_totals() {
    KeepingSink sink = new KeepingSink();
    RunSummary summary = run(Simulation.replay(settings().build(), CLOCK), sink, Progress.NONE);

    Truth truth = Truth.read(folder.resolve("truth"));
    TruthTotals totals = summary.totals();
    assertThat(truth.totals()).contains(totals);
    assertThat(totals.transactions()).isEqualTo(2_000);
    assertThat(totals.legs()).isEqualTo(sink.legs.size());
    assertThat(totals.cut()).isZero();
    assertThat(totals.stopped()).isFalse();
    assertThat(totals.faults().values().stream().mapToLong(Long::longValue).sum())
        .isEqualTo(truth.faults().size());
    for (BreakType type : totals.breaks().keySet()) {
      long expected =
          truth.faults().stream()
              .map(FaultRecord::expectedBreaks)
              .flatMap(List::stream)
              .filter(one -> one.type() == type)
              .count();
      assertThat(totals.breaks().get(type)).as(type.name()).isEqualTo(expected);
    }
    assertThat(totals.deadLetters()).isEqualTo(truth.deadLetters());
    assertThat(totals.deadLetters()).containsKey(Rejection.NULL_KEY);
    assertThat(summary.lastDeadline()).isEqualTo(sink.lastDeadline);
    assertThat(sink.legs.stream().map(Leg::txnId).distinct()).hasSize(2_000);
  }

  @Test
  void injects_every_fault_of_the_plan_and_none_without_one() {
    replay(settings().build(), "all");
    replay(settings().faults(FaultPlan.none()).build(), "none");

    assertThat(Truth.read(folder.resolve("all.truth")).totals().orElseThrow().faults())
        .containsOnlyKeys(Arrays.stream(FaultKind.values()).map(FaultKind::id).toList());
    assertThat(Truth.read(folder.resolve("none.truth")).faults()).isEmpty();
  }

  @Test
  void does_not_judge_what_it_left_unfinished_when_it_is_stopped() {
    KeepingSink sink = new KeepingSink();
    Simulation[] simulation = new Simulation[1];
    KeepingSink stopping =
        new KeepingSink() {
          @Override
          public void send(Leg leg, Consumer<Leg> confirmed) {
            sink.send(leg, confirmed);
            if (sink.legs.size() == 1_000) {
              simulation[0].stop();
            }
          }
        };
    simulation[0] = Simulation.replay(settings().transactions(0).build(), CLOCK);
    RunSummary summary = run(simulation[0], stopping, Progress.NONE);

    replay(settings().build(), "whole");
    Truth truth = Truth.read(folder.resolve("truth"));
    assertThat(sink.legs).hasSize(1_000);
    assertThat(summary.totals().stopped()).isTrue();
    assertThat(truth.complete()).isTrue();
    assertThat(truth.cut()).isNotEmpty().hasSize((int) summary.totals().cut());
    assertThat(truth.faults()).isNotEmpty();
    Truth whole = Truth.read(folder.resolve("whole.truth"));
    assertThat(truth.faults())
        .allSatisfy(fault -> assertThat(whole.fault(fault.txnId())).contains(fault))
        .noneSatisfy(fault -> assertThat(truth.cut()).contains(fault.txnId()));
    for (String txnId : truth.cut()) {
      assertThat(sink.legs.stream().filter(leg -> leg.txnId().equals(txnId))).hasSizeLessThan(4);
    }
  }

  @Test
  void does_not_judge_a_transaction_whose_leg_arrives_too_late() {
    AtomicLong offset = new AtomicLong();
    InstantSource clock = () -> Instant.now().plusMillis(offset.get());
    KeepingSink stalling =
        new KeepingSink() {
          @Override
          public void send(Leg leg, Consumer<Leg> confirmed) {
            legs.add(leg);
            if (legs.size() == 10) {
              offset.set(60_000);
            }
            confirmed.accept(leg);
          }
        };
    SimulationSettings settings =
        settings().transactions(3).rate(0).faults(FaultPlan.none()).build();
    run(Simulation.live(settings, clock), stalling, Progress.NONE);
    assertThat(Truth.read(folder.resolve("truth")).cut()).isEmpty();

    offset.set(0);
    stalling.legs.clear();
    settings = settings().transactions(20).rate(0).faults(FaultPlan.none()).build();
    RunSummary summary = run(Simulation.live(settings, clock), stalling, Progress.NONE);

    Truth truth = Truth.read(folder.resolve("truth"));
    assertThat(truth.cut()).contains(stalling.legs.get(9).txnId());
    assertThat(summary.totals().cut()).isEqualTo(truth.cut().size());
  }

  @Test
  void ends_with_the_failure_of_the_sink_and_leaves_a_truth_without_totals() {
    KeepingSink failing =
        new KeepingSink() {
          @Override
          public void send(Leg leg, Consumer<Leg> confirmed) {
            throw new SinkException("cannot send " + leg.txnId(), null);
          }
        };
    Simulation simulation = Simulation.replay(settings().build(), CLOCK);
    assertThatThrownBy(() -> run(simulation, failing, Progress.NONE))
        .isInstanceOf(SinkException.class)
        .hasMessageStartingWith("cannot send s7-");
    assertThat(Truth.read(folder.resolve("truth")).complete()).isFalse();
  }

  @Test
  void keeps_to_its_rate_and_tells_progress_at_most_four_times_a_second() {
    KeepingSink sink = new KeepingSink();
    List<Progress.Update> updates = new ArrayList<>();
    SimulationSettings settings =
        settings().transactions(100).rate(100).faults(FaultPlan.none()).build();
    long before = CLOCK.millis();
    RunSummary summary = run(Simulation.live(settings, CLOCK), sink, updates::add);

    long last = sink.legs.stream().mapToLong(Leg::sendAt).max().orElseThrow();
    assertThat(last - before).isGreaterThanOrEqualTo(990);
    assertThat(summary.elapsed()).isGreaterThanOrEqualTo(Duration.ofMillis(990));
    assertThat(updates.size()).isBetween(2, 1 + (int) (summary.elapsed().toMillis() / 250));
    Progress.Update end = updates.get(updates.size() - 1);
    assertThat(end.transactions()).isEqualTo(100);
    assertThat(end.ofTransactions()).isEqualTo(100);
    assertThat(end.legs()).isEqualTo(300);
    assertThat(end.remaining()).contains(Duration.ZERO);
    assertThat(sink.legs)
        .allSatisfy(
            leg ->
                assertThat(leg.event().orElseThrow().getEventTime().toEpochMilli())
                    .isBetween(before - 300, last));
  }

  @Test
  void makes_its_run_id_of_the_seed_and_for_a_live_run_of_the_start() {
    SimulationSettings settings =
        settings().transactions(1).faults(FaultPlan.none()).rate(0).build();
    assertThat(replay(settings, "file").runId()).isEqualTo("s7");
    assertThat(run(Simulation.live(settings, CLOCK), new KeepingSink(), Progress.NONE).runId())
        .matches("s7-[0-9a-z]{8}");
  }
}
