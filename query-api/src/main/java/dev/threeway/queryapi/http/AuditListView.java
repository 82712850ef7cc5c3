package dev.threeway.queryapi.http;

import dev.threeway.queryapi.audit.AuditEntry;
import dev.threeway.queryapi.audit.AuditEvent;
import dev.threeway.queryapi.audit.AuditPage;
import dev.threeway.queryapi.audit.ChainBreak;
import dev.threeway.queryapi.audit.ChainState;
import java.util.List;
import java.util.Optional;

/** A page of the audit log. */
record AuditListView(List<EntryView> items, String nextCursor, ChainView chain) {
  /** A row. */
  record EntryView(
      long sequence,
      String occurredAt,
      String user,
      String subject,
      List<String> roles,
      String action,
      String resource,
      String outcome,
      String address,
      String traceId,
      String detail,
      String hash,
      boolean intact) {
    static EntryView of(AuditEntry entry) {
      AuditEvent event = entry.event();
      return new EntryView(
          entry.sequence(),
          Json.time(event.at().toEpochMilli()),
          event.user(),
          event.subject(),
          event.roles(),
          event.action(),
          event.resource(),
          event.outcome(),
          event.address(),
          event.traceId(),
          event.detail(),
          entry.hash(),
          entry.intact());
    }
  }

  /** What the last look at the whole chain has found. */
  record ChainView(
      String state,
      Long verifiedFrom,
      Long verifiedTo,
      Long anchors,
      String verifiedAt,
      Long brokenRow,
      String reason) {
    static ChainView of(ChainState state) {
      Optional<ChainBreak> broken = state.report().broken();
      return new ChainView(
          broken.isPresent() ? "BROKEN" : "VALID",
          state.report().first(),
          state.report().rows(),
          state.report().anchors(),
          Json.time(state.verifiedAt().toEpochMilli()),
          broken.map(ChainBreak::sequence).orElse(null),
          broken.map(ChainBreak::reason).orElse(null));
    }

    static ChainView unknown() {
      return new ChainView("UNVERIFIED", null, null, null, null, null, null);
    }
  }

  static AuditListView of(AuditPage page, String next, Optional<ChainState> chain) {
    return new AuditListView(
        page.entries().stream().map(EntryView::of).toList(),
        next,
        chain.map(ChainView::of).orElseGet(ChainView::unknown));
  }
}
