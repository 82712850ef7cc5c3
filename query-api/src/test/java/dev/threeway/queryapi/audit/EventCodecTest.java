package dev.threeway.queryapi.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class EventCodecTest {
  @Property(tries = 200)
  void anEventIsReadAsItWasWritten(
      @ForAll String user, @ForAll String detail, @ForAll @Size(max = 4) List<String> roles) {
    AuditEvent event =
        AuditEvent.of(
            Events.NOW,
            new AuditEvent.Actor(user, null, roles, "192.0.2.7", null),
            AuditAction.EXPORT,
            "GET /api/v1/export/mismatches",
            Outcome.FAILED,
            detail);

    assertThat(EventCodec.decode(EventCodec.encode(event))).isEqualTo(event);
  }

  @Test
  void textThatMovesFromOneFieldToTheNextGivesOtherBytes() {
    assertThat(EventCodec.encode(named("ab", "c")))
        .isNotEqualTo(EventCodec.encode(named("a", "bc")));
    assertThat(EventCodec.encode(named("a", ""))).isNotEqualTo(EventCodec.encode(named("a", null)));
  }

  @Test
  void anEventThatWasCutOffIsNone() {
    byte[] whole = EventCodec.encode(Events.numbered(1));

    assertThatThrownBy(() -> EventCodec.decode(Arrays.copyOf(whole, whole.length - 5)))
        .isInstanceOf(UncheckedIOException.class);
  }

  private static AuditEvent named(String user, String subject) {
    AuditEvent one = Events.numbered(1);
    return new AuditEvent(
        one.id(),
        one.at(),
        user,
        subject,
        one.roles(),
        one.action(),
        one.resource(),
        one.outcome(),
        one.address(),
        one.traceId(),
        one.detail());
  }
}
