package dev.threeway.queryapi.push;

import java.time.Duration;
import java.time.InstantSource;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What happens by the clock: heartbeats, summaries, incidents, and chunks that are taken back. */
final class Pulse {
  private static final Logger LOG = LoggerFactory.getLogger(Pulse.class);
  private static final long BEAT_MILLIS = 500;
  private static final Duration CHUNK_LEASE = Duration.ofSeconds(5);

  private final EventRing ring;
  private final Clients clients;
  private final LiveFeed feed;
  private final InstanceSummary summary;
  private final StreamSettings settings;
  private final InstantSource clock;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "stream-pulse");
            thread.setDaemon(true);
            return thread;
          });
  private ScheduledFuture<?> beats;
  private String engine;
  private boolean lagging;
  private long lastStats;

  Pulse(
      EventRing ring,
      Clients clients,
      LiveFeed feed,
      InstanceSummary summary,
      StreamSettings settings,
      InstantSource clock) {
    this.ring = ring;
    this.clients = clients;
    this.feed = feed;
    this.summary = summary;
    this.settings = settings;
    this.clock = clock;
  }

  void start() {
    beats =
        timer.scheduleAtFixedRate(this::safeBeat, BEAT_MILLIS, BEAT_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Stops; returns at once. */
  void stop() {
    beats.cancel(true);
    timer.shutdownNow();
  }

  private void safeBeat() {
    try {
      beat();
    } catch (RuntimeException unexpected) {
      // Else the timer would never beat again.
      LOG.warn("The stream's clock skips a beat", unexpected);
    }
  }

  private void beat() {
    noticeEngine();
    if (clients.count() == 0) {
      return;
    }
    long now = System.nanoTime();
    if (now - lastStats >= settings.statsInterval().toNanos()) {
      lastStats = now;
      noticeLag();
      ring.append(EventKind.STATS, stats());
      clients.wakeAll();
    }
    clients.forEach(
        client -> {
          client.revokeChunk(now, CHUNK_LEASE.toNanos());
          client.tick(now, settings.heartbeat().toNanos());
        });
  }

  private void noticeEngine() {
    String before = engine;
    engine = summary.engine();
    if (before != null && !before.equals(engine)) {
      tell(Incident.Kind.ENGINE, before, null);
    }
  }

  private void noticeLag() {
    OptionalLong lag = summary.lag();
    if (lag.isEmpty()) {
      return;
    }
    long records = lag.getAsLong();
    if (!lagging && records > settings.lagThreshold()) {
      lagging = true;
      tell(Incident.Kind.LAG_BEGAN, null, records);
    } else if (lagging && records <= settings.lagThreshold() / 2) {
      lagging = false;
      tell(Incident.Kind.LAG_ENDED, null, records);
    }
  }

  private void tell(Incident.Kind kind, String previous, Long lag) {
    ring.append(
        EventKind.INCIDENT,
        new Incident(
            kind, clock.instant(), summary.instance().orElse(null), previous, engine, lag));
    clients.wakeAll();
  }

  private StreamStats stats() {
    LiveFeed.Seen seen = feed.seen();
    OptionalLong lag = summary.lag();
    return new StreamStats(
        clock.instant(),
        summary.instance().orElse(null),
        summary.engine(),
        lag.isEmpty() ? null : lag.getAsLong(),
        clients.count(),
        seen.since(),
        seen.mismatches(),
        seen.results(),
        summary.openBreaks().orElse(null));
  }
}
