package dev.threeway.queryapi.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threeway.queryapi.live.ControlTotalsList;
import dev.threeway.queryapi.live.DriverEngine;
import dev.threeway.queryapi.live.LiveEngine;
import dev.threeway.queryapi.live.LiveReads;
import dev.threeway.queryapi.live.Scope;
import dev.threeway.schemas.records.Source;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ControlTotalsMetricsTest {
  /** The engine's control totals, and how often they were read. */
  private static final class CountedReads implements Supplier<ControlTotalsList> {
    private final LiveReads reads;
    private int readings;
    private boolean broken;

    private CountedReads(LiveReads reads) {
      this.reads = reads;
    }

    @Override
    public ControlTotalsList get() {
      readings++;
      if (broken) {
        throw new IllegalStateException("broken");
      }
      return reads.controlTotals(Scope.OWN);
    }
  }

  private final DriverEngine engine = new DriverEngine(2);
  private final MockClock clock = new MockClock();
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, new PrometheusRegistry(), clock);

  @AfterEach
  void stop() {
    registry.close();
    engine.close();
  }

  @Test
  void everySourceHasItsOutcomesReasonsAndPlacesOverAllPartitions() {
    for (int i = 0; i < 8; i++) {
      engine.send(DriverEngine.report(Source.CORE, "T" + i).build());
    }
    engine.send(DriverEngine.report(Source.CORE, "T0").build());
    engine.send(
        DriverEngine.report(Source.GATEWAY, "T0").setAmount(new BigDecimal("90.0000")).build());
    engine.send(DriverEngine.report(Source.MOBILE, "T1").setCurrency("ZZZ").build());
    new ControlTotalsMetrics(new CountedReads(engine.reads())).bindTo(registry);

    assertThat(metered("threeway_legs_total"))
        .containsExactlyInAnyOrder(
            "{outcome=\"conflict\",source=\"CORE\"} 0.0",
            "{outcome=\"conflict\",source=\"GATEWAY\"} 0.0",
            "{outcome=\"conflict\",source=\"MOBILE\"} 0.0",
            "{outcome=\"duplicate\",source=\"CORE\"} 1.0",
            "{outcome=\"duplicate\",source=\"GATEWAY\"} 0.0",
            "{outcome=\"duplicate\",source=\"MOBILE\"} 0.0",
            "{outcome=\"first_report\",source=\"CORE\"} 8.0",
            "{outcome=\"first_report\",source=\"GATEWAY\"} 1.0",
            "{outcome=\"first_report\",source=\"MOBILE\"} 0.0",
            "{outcome=\"rejected\",source=\"CORE\"} 0.0",
            "{outcome=\"rejected\",source=\"GATEWAY\"} 0.0",
            "{outcome=\"rejected\",source=\"MOBILE\"} 1.0",
            "{outcome=\"revision\",source=\"CORE\"} 0.0",
            "{outcome=\"revision\",source=\"GATEWAY\"} 0.0",
            "{outcome=\"revision\",source=\"MOBILE\"} 0.0",
            "{outcome=\"stale_revision\",source=\"CORE\"} 0.0",
            "{outcome=\"stale_revision\",source=\"GATEWAY\"} 0.0",
            "{outcome=\"stale_revision\",source=\"MOBILE\"} 0.0");
    assertThat(metered("threeway_rejected_total"))
        .hasSize(33)
        .filteredOn(line -> !line.endsWith(" 0.0"))
        .containsExactly("{reason=\"UNKNOWN_CURRENCY\",source=\"MOBILE\"} 1.0");
    assertThat(metered("threeway_group_legs"))
        .hasSize(12)
        .filteredOn(line -> !line.endsWith(" 0.0"))
        .containsExactlyInAnyOrder(
            "{place=\"mismatched\",source=\"CORE\"} 1.0",
            "{place=\"mismatched\",source=\"GATEWAY\"} 1.0",
            "{place=\"pending\",source=\"CORE\"} 7.0");
    assertThat(metered("threeway_control_residual")).containsExactly(" 0.0");
    assertThat(metered("threeway_control_partitions")).containsExactly(" 2.0");
  }

  @Test
  void aScrapeReadsTheStoresOnceAndTheNextSecondReadsThemAgain() {
    CountedReads reads = new CountedReads(engine.reads());
    new ControlTotalsMetrics(reads).bindTo(registry);

    registry.scrape();
    engine.send(DriverEngine.report(Source.CORE, "T1").build());
    clock.add(Duration.ofSeconds(1));
    assertThat(firstReportsOfCore()).isEqualTo("0.0");
    assertThat(reads.readings).isEqualTo(1);

    clock.add(Duration.ofMillis(1));
    assertThat(firstReportsOfCore()).isEqualTo("1.0");
    assertThat(reads.readings).isEqualTo(2);
  }

  @Test
  void thePartitionsThatCanBeReadAreMeteredAlone() {
    for (int i = 0; i < 8; i++) {
      engine.send(DriverEngine.report(Source.CORE, "T" + i).build());
    }
    engine.giveAway(engine.partitionOf("T0"), "127.0.0.1:1");
    new ControlTotalsMetrics(new CountedReads(engine.reads())).bindTo(registry);

    long elsewhere =
        List.of("T0", "T1", "T2", "T3", "T4", "T5", "T6", "T7").stream()
            .filter(txnId -> engine.partitionOf(txnId) == engine.partitionOf("T0"))
            .count();
    assertThat(elsewhere).isBetween(1L, 7L);
    assertThat(firstReportsOfCore()).isEqualTo((8 - elsewhere) + ".0");
    assertThat(metered("threeway_control_partitions")).containsExactly(" 1.0");
  }

  @Test
  void beforeTheStoresCanBeReadTheMetersHaveNoValueAndTheScrapeSucceeds() {
    new ControlTotalsMetrics(new CountedReads(new LiveEngine())).bindTo(registry);

    assertNoValues();
  }

  @Test
  void anUnexpectedFailureOfTheStoresLeavesTheScrapeStanding() {
    CountedReads reads = new CountedReads(engine.reads());
    reads.broken = true;
    new ControlTotalsMetrics(reads).bindTo(registry);

    assertNoValues();
    assertThat(reads.readings).isEqualTo(1);
  }

  @Test
  void theProcessMetersThemBesideTheRest() {
    engine.send(DriverEngine.report(Source.CORE, "T1").build());
    try (Metrics metrics = new Metrics(engine.reads())) {
      assertThat(metrics.registry().scrape())
          .contains(
              "threeway_legs_total{outcome=\"first_report\",source=\"CORE\"} 1.0\n",
              "threeway_control_residual 0.0\n",
              "jvm_threads_live_threads ");
    }
  }

  private void assertNoValues() {
    for (String name :
        List.of("threeway_legs_total", "threeway_rejected_total", "threeway_group_legs")) {
      assertThat(metered(name)).isNotEmpty().allMatch(line -> line.endsWith(" NaN"));
    }
    assertThat(metered("threeway_control_residual")).containsExactly(" NaN");
    assertThat(metered("threeway_control_partitions")).containsExactly(" 0.0");
  }

  private String firstReportsOfCore() {
    String labels = "{outcome=\"first_report\",source=\"CORE\"} ";
    return metered("threeway_legs_total").stream()
        .filter(line -> line.startsWith(labels))
        .findFirst()
        .orElseThrow()
        .substring(labels.length());
  }

  /** The lines of one metric in a scrape, without its name. */
  private List<String> metered(String name) {
    return Arrays.stream(registry.scrape().split("\n"))
        .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
        .map(line -> line.substring(name.length()))
        .toList();
  }
}
