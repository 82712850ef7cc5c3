package dev.threeway.queryapi.health;

import dev.threeway.queryapi.audit.AuditState;
import dev.threeway.queryapi.audit.ChainBreak;
import dev.threeway.queryapi.audit.ChainState;
import dev.threeway.queryapi.health.PartHealth.Item;
import dev.threeway.queryapi.health.PartHealth.Status;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The audit log of this instance: its local queue, its table, its chain. */
public final class AuditCheck implements HealthCheck {
  private static final String PART = "audit";
  private static final String CHAIN = "chain";

  private final Supplier<AuditState> state;

  /** Looks at an audit log. */
  public AuditCheck(Supplier<AuditState> state) {
    this.state = state;
  }

  @Override
  public String part() {
    return PART;
  }

  @Override
  public PartHealth look() {
    AuditState now = state.get();
    boolean whole = now.chain().flatMap(chain -> chain.report().broken()).isEmpty();
    boolean written = now.available() || now.waiting() == 0;
    return new PartHealth(
        PART,
        written && whole ? Status.UP : Status.DOWN,
        written
            ? "Events are recorded."
            : "Events wait on this instance's disk; nothing is exported or changed.",
        List.of(
            new Item(
                "queue",
                now.waiting() < now.capacity() ? Status.UP : Status.DOWN,
                "%d of at most %d events wait".formatted(now.waiting(), now.capacity())),
            new Item(
                "anchors",
                Status.UP,
                now.anchored() == 0
                    ? "none of this instance yet"
                    : "the last at row %d".formatted(now.anchored())),
            chain(now.chain())));
  }

  private static Item chain(Optional<ChainState> chain) {
    if (chain.isEmpty()) {
      return new Item(CHAIN, Status.UP, "not verified yet");
    }
    Optional<ChainBreak> broken = chain.get().report().broken();
    return broken.isPresent()
        ? new Item(CHAIN, Status.DOWN, "broken: " + broken.get().reason())
        : new Item(
            CHAIN,
            Status.UP,
            "whole up to row %d at %s"
                .formatted(chain.get().report().rows(), chain.get().verifiedAt()));
  }
}
