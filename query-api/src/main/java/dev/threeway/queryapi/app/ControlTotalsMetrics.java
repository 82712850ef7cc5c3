package dev.threeway.queryapi.app;

import dev.threeway.queryapi.live.ControlTotalsList;
import dev.threeway.schemas.records.Source;
import dev.threeway.topology.join.ControlTotals;
import dev.threeway.topology.join.ControlTotals.Place;
import dev.threeway.topology.rules.LegOutcome;
import dev.threeway.topology.rules.RejectionReason;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * Meters the control totals of the partitions that this instance owns, in the words of the API.
 * While no partition can be read, the meters have no value (NaN).
 */
final class ControlTotalsMetrics implements MeterBinder {
  private static final List<Source> SOURCES = List.of(Source.CORE, Source.GATEWAY, Source.MOBILE);
  private static final String SOURCE = "source";

  private final Supplier<ControlTotalsList> reads;

  ControlTotalsMetrics(Supplier<ControlTotalsList> reads) {
    this.reads = reads;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    ControlTotalsSnapshot snapshot = new ControlTotalsSnapshot(reads, registry.config().clock());
    for (Source source : SOURCES) {
      bindCounters(registry, snapshot, source);
      bindPlaces(registry, snapshot, source);
    }
    Gauge.builder("threeway.control.residual", snapshot::unexplainedResidual)
        .description("Records that the control totals do not account for; anything but 0 is a loss")
        .register(registry);
    Gauge.builder("threeway.control.partitions", snapshot::partitions)
        .description("Partitions that the control totals of this instance cover")
        .register(registry);
  }

  private static void bindCounters(
      MeterRegistry registry, ControlTotalsSnapshot snapshot, Source source) {
    for (LegOutcome outcome : LegOutcome.values()) {
      counter("threeway.legs", snapshot, source, totals -> totals.counted(outcome))
          .description("Records that were read, by what became of them")
          .tag("outcome", word(outcome))
          .register(registry);
    }
    counter("threeway.legs", snapshot, source, ControlTotals::rejected)
        .description("Records that were read, by what became of them")
        .tag("outcome", "rejected")
        .register(registry);
    for (RejectionReason reason : RejectionReason.values()) {
      counter("threeway.rejected", snapshot, source, totals -> totals.counted(reason))
          .description("Records that were rejected, by reason")
          .tag("reason", reason.name())
          .register(registry);
    }
  }

  private static void bindPlaces(
      MeterRegistry registry, ControlTotalsSnapshot snapshot, Source source) {
    for (Place place : Place.values()) {
      Gauge.builder("threeway.group.legs", () -> snapshot.of(source, totals -> totals.count(place)))
          .description("Legs on file, by the status of their group; purged: of deleted groups")
          .tag(SOURCE, source.name())
          .tag("place", word(place))
          .register(registry);
    }
  }

  /** A registry holds a counter's subject weakly: it is the function that keeps the snapshot. */
  private static FunctionCounter.Builder<ControlTotalsSnapshot> counter(
      String name,
      ControlTotalsSnapshot snapshot,
      Source source,
      ToLongFunction<ControlTotals> number) {
    return FunctionCounter.builder(name, snapshot, weaklyHeld -> snapshot.of(source, number))
        .tag(SOURCE, source.name());
  }

  private static String word(LegOutcome outcome) {
    return outcome.name().toLowerCase(Locale.ROOT);
  }

  private static String word(Place place) {
    return switch (place) {
      case PENDING_GROUP -> "pending";
      case MATCHED_GROUP -> "matched";
      case MISMATCHED_GROUP -> "mismatched";
      case PURGED_GROUP -> "purged";
    };
  }
}
