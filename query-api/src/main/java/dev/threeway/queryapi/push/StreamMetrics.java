package dev.threeway.queryapi.push;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntSupplier;

/** The meters of the stream. Thread-safe. */
final class StreamMetrics {
  private final LongAdder sent = new LongAdder();
  private final Map<Gap.Reason, Counter> gaps = new EnumMap<>(Gap.Reason.class);
  private final Counter refused;

  StreamMetrics(
      MeterRegistry registry, IntSupplier clients, IntSupplier slow, IntSupplier catchingUp) {
    Gauge.builder("threeway.stream.clients", clients::getAsInt)
        .description("Clients of the event stream")
        .register(registry);
    Gauge.builder("threeway.stream.slow", slow::getAsInt)
        .description("Clients that are behind because they do not take what there is")
        .register(registry);
    Gauge.builder("threeway.stream.catching.up", catchingUp::getAsInt)
        .description("Clients that wait for a piece of their backlog")
        .register(registry);
    FunctionCounter.builder("threeway.stream.events", sent, LongAdder::doubleValue)
        .description("Events that were written, each once for every client")
        .register(registry);
    for (Gap.Reason reason : Gap.Reason.values()) {
      gaps.put(
          reason,
          Counter.builder("threeway.stream.gaps")
              .description("Gaps that clients were told of, by reason")
              .tag("reason", reason.name().toLowerCase(Locale.ROOT))
              .register(registry));
    }
    refused =
        Counter.builder("threeway.stream.refused")
            .description("Clients that were turned away, most because there were too many")
            .register(registry);
  }

  void sent() {
    sent.increment();
  }

  void gap(Gap.Reason reason) {
    gaps.get(reason).increment();
  }

  void refused() {
    refused.increment();
  }
}
