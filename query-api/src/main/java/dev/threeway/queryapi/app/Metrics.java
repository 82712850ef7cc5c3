package dev.threeway.queryapi.app;

import dev.threeway.queryapi.live.LiveReads;
import dev.threeway.queryapi.live.Scope;
import dev.threeway.topology.app.Engine;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmInfoMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.concurrent.TimeUnit;

/**
 * The metrics of the process: the JVM's and the control totals from the start, Kafka Streams' once
 * it is there.
 */
final class Metrics implements AutoCloseable {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics garbageCollection = new JvmGcMetrics();
  private KafkaStreamsMetrics streamsMetrics;

  /**
   * Meters from here on.
   *
   * @param reads what the engine's stores hold, also before they can be read
   */
  Metrics(LiveReads reads) {
    garbageCollection.bindTo(registry);
    new ClassLoaderMetrics().bindTo(registry);
    new JvmInfoMetrics().bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    new ControlTotalsMetrics(() -> reads.controlTotals(Scope.OWN)).bindTo(registry);
  }

  PrometheusMeterRegistry registry() {
    return registry;
  }

  void watch(Engine engine) {
    Timer sweeps =
        Timer.builder("threeway.sweep")
            .description("How long a look at the deadlines of a partition holds its stream thread")
            .register(registry);
    engine.sweeps().tell(nanos -> sweeps.record(nanos, TimeUnit.NANOSECONDS));
    streamsMetrics = new KafkaStreamsMetrics(engine.streams());
    streamsMetrics.bindTo(registry);
  }

  @Override
  public void close() {
    if (streamsMetrics != null) {
      streamsMetrics.close();
    }
    garbageCollection.close();
    registry.close();
  }
}
