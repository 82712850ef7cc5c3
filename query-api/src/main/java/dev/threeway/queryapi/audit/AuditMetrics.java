package dev.threeway.queryapi.audit;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicLong;

/** The meters of the audit log. */
final class AuditMetrics {
  private AuditMetrics() {}

  static void register(
      MeterRegistry registry,
      LocalQueue queue,
      QueueDrain drain,
      AtomicLong unrecorded,
      ChainWatch watch) {
    Gauge.builder("threeway.audit.queue.depth", queue, LocalQueue::depth)
        .description("Events that wait on this instance's disk to become rows of the audit log")
        .register(registry);
    Gauge.builder("threeway.audit.queue.capacity", queue, LocalQueue::capacity)
        .description("Events that may wait; at the bound nothing is given out any more")
        .register(registry);
    Gauge.builder("threeway.audit.available", drain, each -> each.isAvailable() ? 1 : 0)
        .description("Whether the audit log could be written the last time")
        .register(registry);
    FunctionCounter.builder("threeway.audit.recorded", drain, QueueDrain::recorded)
        .description("Events that this instance has written to the audit log")
        .register(registry);
    Gauge.builder("threeway.audit.unrecorded", unrecorded, AtomicLong::doubleValue)
        .description("Refusals whose number is still to be recorded, as the queue is nearly full")
        .register(registry);
    Gauge.builder("threeway.audit.chain.broken", watch, AuditMetrics::broken)
        .description("Whether the last look at the chain has found a broken row")
        .register(registry);
  }

  private static int broken(ChainWatch watch) {
    return watch.state().flatMap(state -> state.report().broken()).isPresent() ? 1 : 0;
  }
}
