package dev.threeway.simulator.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threeway.simulator.faults.FaultPlan;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class SimulationSettingsTest {
  private static void refused(UnaryOperator<SimulationSettings.Builder> change, String message) {
    SimulationSettings.Builder builder = change.apply(SimulationSettings.builder());
    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void says_in_one_line_which_setting_is_wrong() {
    refused(
        b -> b.transactions(-1),
        "transactions is -1; it has to lie between 1 and 999999999, or be 0 to go on until stopped");
    refused(
        b -> b.rate(-5),
        "rate is -5; it has to lie between 1 and 1000000 per second, or be 0 for as fast as"
            + " possible");
    refused(
        b -> b.runId("a b"),
        "the run id 'a b' cannot be used; it takes 1 to 64 letters, digits, '.', '_' and '-', and"
            + " begins with a letter or digit");
    refused(b -> b.window(Duration.ZERO), "window is 0 ms; it has to lie between 1 ms and 7 days");
    refused(
        b -> b.grace(Duration.ofSeconds(-1)),
        "grace is -1000 ms; it has to lie between 0 ms and 7 days");
  }

  @Test
  void refuses_times_in_which_a_fault_would_cause_other_breaks_as_well() {
    refused(
        b -> b.window(Duration.ofSeconds(3)).grace(Duration.ofMillis(499)),
        "window + grace is 3499 ms, but legs that are up to 1500 ms apart need at least 3500 ms;"
            + " make the window, the grace or the leg delay fit");
    refused(
        b -> b.timestampTolerance(Duration.ofSeconds(3)),
        "the timestamp tolerance is 3000 ms, but legs that are up to 1500 ms apart need at least"
            + " 3100 ms; make the tolerance or the leg delay fit");
    refused(
        b ->
            b.window(Duration.ofSeconds(5))
                .grace(Duration.ofSeconds(2))
                .faults(FaultPlan.parse("timestamp=1%")),
        "window + grace is 7000 ms, but the fault 'timestamp' needs at least 7800 ms, or its legs"
            + " would be missing as well; make the window longer or leave the fault out");
  }

  @Test
  void takes_a_short_window_if_no_fault_needs_more() {
    SimulationSettings settings =
        SimulationSettings.builder()
            .window(Duration.ofSeconds(3))
            .grace(Duration.ofMillis(500))
            .faults(FaultPlan.parse("all,timestamp=0%"))
            .build();
    assertThat(settings.timing().patienceMillis()).isEqualTo(3_500);
  }
}
