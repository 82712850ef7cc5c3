package dev.threeway.queryapi.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ThreatSignalsTest {
  private final List<AuditEvent> recorded = new ArrayList<>();
  private final MeterRegistry metrics = new SimpleMeterRegistry();
  private Instant now = Events.NOW;
  private boolean full;
  private final ThreatSignals signals =
      new ThreatSignals(
          new AuditSink() {
            @Override
            public void record(AuditEvent event) {
              if (full) {
                throw new AuditUnavailableException(AuditUnavailableException.Reason.FULL, null);
              }
              recorded.add(event);
            }

            @Override
            public void recordFirst(AuditEvent event) {
              throw new AssertionError("nobody waits for a signal");
            }
          },
          () -> now,
          () -> TimeUnit.MILLISECONDS.toNanos(now.toEpochMilli()),
          metrics);

  @Test
  void oneForgedTokenIsASignal() {
    signals.notice(Threat.FORGED_TOKEN, from("192.0.2.1"));

    assertThat(recorded).hasSize(1);
    AuditEvent event = recorded.get(0);
    assertThat(event.action()).isEqualTo("THREAT");
    assertThat(event.resource()).isEqualTo("forged-token");
    assertThat(event.outcome()).isEqualTo("DENIED");
    assertThat(event.address()).isEqualTo("192.0.2.1");
    assertThat(event.detail()).isEqualTo("1 of address 192.0.2.1 within 60 s");
    assertThat(count(Threat.FORGED_TOKEN)).isEqualTo(1);
    assertThat(signals.recent())
        .containsExactly(
            new ThreatSignals.Raised(Threat.FORGED_TOKEN, "address 192.0.2.1", Events.NOW));
  }

  @Test
  void refusalsAreASignalOnlyWhenThereAreManyWithinAMinuteFromOneSource() {
    for (int i = 0; i < 9; i++) {
      signals.notice(Threat.REPEATED_REFUSALS, from("192.0.2.1"));
      signals.notice(Threat.REPEATED_REFUSALS, from("192.0.2.2"));
    }
    assertThat(recorded).isEmpty();
    now = now.plus(Duration.ofSeconds(61));
    signals.notice(Threat.REPEATED_REFUSALS, from("192.0.2.1"));
    assertThat(recorded).isEmpty();

    for (int i = 0; i < 20; i++) {
      signals.notice(Threat.REPEATED_REFUSALS, from("192.0.2.1"));
    }
    assertThat(recorded).as("once a minute").hasSize(1);
  }

  @Test
  void aUserWhoChangesAddressesIsFoundByName() {
    for (int i = 0; i < 10; i++) {
      signals.notice(
          Threat.REPEATED_REFUSALS,
          new AuditEvent.Actor("viewer", "id-of-viewer", List.of(), "192.0.2." + i, "t"));
    }

    assertThat(signals.recent())
        .extracting(ThreatSignals.Raised::who)
        .containsExactly("user viewer");
  }

  @Test
  void aSignalIsShownForAWhileAndOnlyTheLastOnesOfMany() {
    for (int i = 0; i < 100; i++) {
      signals.notice(Threat.FORGED_TOKEN, from("192.0.2." + i));
    }
    assertThat(signals.recent()).hasSize(20);

    now = now.plus(ThreatSignals.SHOWN).plusSeconds(1);
    assertThat(signals.recent()).isEmpty();
    assertThat(count(Threat.FORGED_TOKEN)).isEqualTo(100);
  }

  @Test
  void aSignalThatCannotBeRecordedIsCountedAllTheSame() {
    full = true;

    signals.notice(Threat.FORGED_TOKEN, from("192.0.2.1"));

    assertThat(count(Threat.FORGED_TOKEN)).isEqualTo(1);
    assertThat(signals.recent()).hasSize(1);
  }

  private static AuditEvent.Actor from(String address) {
    return new AuditEvent.Actor(AuditEvent.NOBODY, null, List.of(), address, "4bf9");
  }

  private double count(Threat threat) {
    return metrics.counter("threeway.security.threats", "signal", threat.id()).count();
  }
}
