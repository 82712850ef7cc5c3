package dev.threeway.queryapi.push;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** The event stream of one instance, for any number of clients. Thread-safe. */
public final class EventStream implements AutoCloseable {
  private static final int WRITERS = 2;
  private static final Duration FAREWELL = Duration.ofSeconds(2);

  private final InstanceSummary summary;
  private final InstantSource clock;
  private final Clients clients;
  private final CatchUp catchUp;
  private final LiveFeed feed;
  private final Pulse pulse;
  private final StreamMetrics metrics;
  private final ExecutorService writers;
  private final StreamClient.Shared shared;

  /** A stream that reads nothing until its first client comes. */
  public EventStream(
      TopicLog log,
      InstanceSummary summary,
      StreamSettings settings,
      MeterRegistry registry,
      InstantSource clock) {
    this.summary = summary;
    this.clock = clock;
    EventRing ring = new EventRing(settings.bufferEvents());
    clients = new Clients(settings.maxClients());
    catchUp = new CatchUp(log);
    feed = new LiveFeed(log, ring, clients, settings.bufferEvents() / 2, clock);
    pulse = new Pulse(ring, clients, feed, summary, settings, clock);
    metrics = new StreamMetrics(registry, clients::count, clients::slow, catchUp::waiting);
    AtomicInteger number = new AtomicInteger();
    writers =
        Executors.newFixedThreadPool(
            WRITERS,
            task -> {
              Thread thread = new Thread(task, "stream-writer-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    shared =
        new StreamClient.Shared(ring, catchUp, metrics, writers, System::nanoTime, clients::remove);
    catchUp.start();
    feed.start();
    pulse.start();
  }

  /**
   * Takes a client in. It is sent something once its channel says so, by {@link StreamClient#pump}.
   *
   * @param resume the position behind what the client has; null to get what is new from here on
   * @throws StreamRefusedException if there are too many clients, or the instance is stopping
   */
  public StreamClient open(
      StreamFilter filter, StreamPosition resume, EventRenderer renderer, ClientChannel channel) {
    StreamClient client = new StreamClient(shared, filter, resume, renderer, channel);
    try {
      clients.add(client);
    } catch (StreamRefusedException refused) {
      metrics.refused();
      throw refused;
    }
    return client;
  }

  /** Tells every client that the instance stops, and ends them all, within a few seconds. */
  @Override
  public void close() {
    clients.close();
    pulse.stop();
    feed.stop();
    catchUp.stop();
    Incident stopping =
        new Incident(
            Incident.Kind.STOPPING,
            clock.instant(),
            summary.instance().orElse(null),
            null,
            summary.engine(),
            null);
    clients.forEach(client -> client.bidFarewell(stopping));
    try {
      clients.awaitNone(FAREWELL);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
    clients.forEach(StreamClient::end);
    writers.shutdownNow();
  }
}
