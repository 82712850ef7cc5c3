package dev.threeway.queryapi.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.threeway.queryapi.security.Caller;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * How often each caller may ask for each resource. A caller is a user, or an address where none is
 * known. Thread-safe.
 */
final class RateLimits {
  /** The stretch of time in which requests are counted. */
  static final Duration WINDOW = Duration.ofSeconds(10);

  /** A caller beyond so many is forgotten, and with it what it has asked: reads fail open. */
  private static final long MOST_CALLERS = 100_000;

  private record Asker(String who, String method, String path) {}

  private final int usual;
  private final Predicate<Context> exempt;
  private final Ticker clock;
  private final Cache<Asker, SlidingWindow> windows;

  /**
   * @param usual requests in {@link #WINDOW} where a route has no limit of its own; 0 for no limit
   *     at all, on no route
   * @param exempt requests that count for nobody
   */
  RateLimits(int usual, Predicate<Context> exempt, Ticker clock) {
    this.usual = usual;
    this.exempt = exempt;
    this.clock = clock;
    this.windows =
        Caffeine.newBuilder()
            .ticker(clock)
            .expireAfterAccess(WINDOW)
            .maximumSize(MOST_CALLERS)
            .build();
  }

  /**
   * Counts a request, and says in the headers of its response what is left.
   *
   * @throws ProblemException TOO_MANY_REQUESTS
   */
  void take(Route route, Context request) {
    Limit limit = route.limit();
    if (usual == 0 || limit.equals(Limit.NONE) || exempt.test(request)) {
      return;
    }
    int most = limit.requests() == 0 ? usual : limit.requests();
    SlidingWindow.Verdict verdict =
        windows
            .get(
                new Asker(who(request), route.method().name(), route.path()),
                first -> new SlidingWindow(most, WINDOW.toNanos()))
            .take(clock.read());
    long seconds = ceilingSeconds(verdict.nanosToNext());
    request
        .header(
            "RateLimit-Policy",
            "\"%s\";q=%d;w=%d".formatted(limit.name(), most, WINDOW.toSeconds()))
        .header(
            "RateLimit", "\"%s\";r=%d;t=%d".formatted(limit.name(), verdict.remaining(), seconds));
    if (!verdict.passed()) {
      request.header(Problems.RETRY_AFTER, Long.toString(seconds));
      throw ProblemException.of(
          Problem.Kind.TOO_MANY_REQUESTS,
          "This resource answers %d requests in any %d seconds; ask again in %d."
              .formatted(most, WINDOW.toSeconds(), seconds));
    }
  }

  /** Neither can be taken for the other. */
  private static String who(Context request) {
    return Guard.caller(request)
        .filter(Caller::isAuthenticated)
        .map(user -> "user " + user.subject())
        .orElseGet(() -> "address " + request.ip());
  }

  private static long ceilingSeconds(long nanos) {
    long second = TimeUnit.SECONDS.toNanos(1);
    return (nanos + second - 1) / second;
  }
}
