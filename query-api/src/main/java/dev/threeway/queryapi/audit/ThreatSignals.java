package dev.threeway.queryapi.audit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what looks like an attack, for each address and each user, and raises a signal when there
 * is enough of it within a minute: on the audit log, as a metric and in the log. Whoever goes on is
 * told of once a minute. Of more than some thousand addresses and users the ones not seen for
 * longest are forgotten. Thread-safe.
 */
public final class ThreatSignals {
  /** How long a signal is shown. */
  public static final Duration SHOWN = Duration.ofMinutes(15);

  private static final Logger LOG = LoggerFactory.getLogger(ThreatSignals.class);
  private static final int MOST_SOURCES = 10_000;
  private static final int MOST_SHOWN = 20;
  private static final int LONGEST_SOURCE = 200;

  private record Source(Threat threat, String who) {}

  /** A signal that was raised. */
  public record Raised(Threat threat, String who, Instant at) {}

  private final AuditSink sink;
  private final InstantSource clock;
  private final MeterRegistry metrics;
  private final Cache<Source, AtomicInteger> counts;
  private final Deque<Raised> raised = new ArrayDeque<>();

  /**
   * Raises signals.
   *
   * @param ticker the time in which requests are counted
   */
  public ThreatSignals(AuditSink sink, InstantSource clock, Ticker ticker, MeterRegistry metrics) {
    this.sink = sink;
    this.clock = clock;
    this.metrics = metrics;
    this.counts =
        Caffeine.newBuilder()
            .ticker(ticker)
            .expireAfterWrite(Threat.WINDOW)
            .maximumSize(MOST_SOURCES)
            .build();
    for (Threat threat : Threat.values()) {
      metrics.counter("threeway.security.threats", "signal", threat.id());
    }
  }

  /**
   * Counts a request, for its address and for its user if there is one.
   *
   * @param actor where it came from
   */
  public void notice(Threat threat, AuditEvent.Actor actor) {
    count(threat, "address " + actor.address(), actor);
    if (actor.subject() != null) {
      count(threat, "user " + actor.user(), actor);
    }
  }

  private void count(Threat threat, String who, AuditEvent.Actor actor) {
    int seen = counts.get(new Source(threat, who), first -> new AtomicInteger()).incrementAndGet();
    if (seen == threat.threshold()) {
      raise(threat, who, actor);
    }
  }

  private void raise(Threat threat, String who, AuditEvent.Actor actor) {
    metrics.counter("threeway.security.threats", "signal", threat.id()).increment();
    String source = AuditText.clean(who, LONGEST_SOURCE);
    synchronized (raised) {
      raised.addLast(new Raised(threat, source, clock.instant()));
      if (raised.size() > MOST_SHOWN) {
        raised.removeFirst();
      }
    }
    LOG.atWarn()
        .addKeyValue("signal", threat.id())
        .addKeyValue("source", source)
        .addKeyValue("trace_id", actor.traceId())
        .log("A pattern of requests looks like an attack");
    try {
      sink.record(
          AuditEvent.of(
              clock.instant(),
              actor,
              AuditAction.THREAT,
              threat.id(),
              Outcome.DENIED,
              "%d of %s within %d s"
                  .formatted(threat.threshold(), source, Threat.WINDOW.toSeconds())));
    } catch (AuditUnavailableException away) {
      // The request is refused anyway, and the signal is in the log and among the metrics.
      LOG.atWarn().log("A signal could not be recorded: {}", away.getMessage());
    }
  }

  /** The signals of the last minutes, oldest first; the last ones if there were many. */
  public List<Raised> recent() {
    Instant since = clock.instant().minus(SHOWN);
    synchronized (raised) {
      raised.removeIf(each -> each.at().isBefore(since));
      return List.copyOf(raised);
    }
  }
}
