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

  /** However many clients have a gap at once, so many snapshots are taken at a time. */
  private static final int SNAPSHOTS = 2;

  private static final Duration FAREWELL = Duration.ofSeconds(2);

  private final InstanceSummary summary;
  private final InstantSource clock;
  private final Clients clients;
  private final CatchUp catchUp;
  private final LiveFeed feed;
  private final Pulse pulse;
  private final StreamMetrics metrics;
  private final ExecutorService writers;
  private final ExecutorService snapshots;
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
    writers = threads("stream-writer-", WRITERS);
    snapshots = threads("stream-snapshot-", SNAPSHOTS);
    shared =
        new StreamClient.Shared(
            ring, catchUp, metrics, writers, snapshots, System::nanoTime, clients::remove);
    catchUp.start();
    feed.start();
    pulse.start();
  }

  private static ExecutorService threads(String name, int count) {
    AtomicInteger number = new AtomicInteger();
    return Executors.newFixedThreadPool(
        count,
        task -> {
          Thread thread = new Thread(task, name + number.incrementAndGet());
          thread.setDaemon(true);
          return thread;
        });
  }

  /**
   * Takes a client in. It is sent something once its channel says so, by {@link StreamClient#pump}.
   *
   * @param resume the position behind what the client has; null to get what is new from here on
   * @param snapshot what the client gets behind a gap; null for nothing
   * @throws StreamRefusedException if there are too many clients, or the instance is stopping
   */
  public StreamClient open(
      StreamFilter filter,
      StreamPosition resume,
      EventRenderer renderer,
      Snapshot snapshot,
      ClientChannel channel) {
    StreamClient client =
        new StreamClient(shared, filter, resume, renderer, new GapSnapshot(snapshot), channel);
    try {
      clients.add(client);
    } catch (StreamRefusedException refused) {
      metrics.refused();
      throw refused;
    }
    return client;
  }

  /** How many clients there may be at once. */
  public int maxClients() {
    return clients.most();
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
    snapshots.shutdownNow();
  }
}
