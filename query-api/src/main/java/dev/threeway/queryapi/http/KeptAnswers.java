package dev.threeway.queryapi.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.threeway.queryapi.live.Part;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Keeps answers about all partitions for as long as their freshness allows, but no longer than
 * until newer totals are there on this instance, which is looked at once a second. An answer that
 * is not complete, or stale, is not kept. Thread-safe.
 *
 * @param <K> the question
 */
final class KeptAnswers<K, T extends Part> {
  /**
   * An answer that is kept.
   *
   * @param version of the totals just before they were asked for
   * @param checkedAt when the version was last looked at, in ns
   */
  private record Kept<T>(T answer, long version, AtomicLong checkedAt) {}

  private static final long MOST = 1_000;
  private static final long LOOK = Duration.ofSeconds(1).toNanos();

  private final Cache<K, Kept<T>> answers;
  private final LongSupplier version;
  private final Ticker clock;

  /**
   * Keeps nothing yet.
   *
   * @param version a number that is another one when there are newer totals
   */
  KeptAnswers(Freshness freshness, LongSupplier version, Ticker clock) {
    this.version = version;
    this.clock = clock;
    this.answers =
        Caffeine.newBuilder()
            .ticker(clock)
            .expireAfterWrite(freshness.lifetime())
            .maximumSize(MOST)
            .build();
  }

  /** The answer that is kept, or else one that is asked for. */
  T get(K question, Supplier<T> ask) {
    Kept<T> kept = answers.getIfPresent(question);
    if (kept != null && isCurrent(kept)) {
      return kept.answer();
    }
    long before = version.getAsLong();
    T answer = ask.get();
    if (answer.coverage().isComplete() && !answer.coverage().isStale()) {
      answers.put(question, new Kept<>(answer, before, new AtomicLong(clock.read())));
    }
    return answer;
  }

  private boolean isCurrent(Kept<T> kept) {
    long now = clock.read();
    if (now - kept.checkedAt().get() < LOOK) {
      return true;
    }
    kept.checkedAt().set(now);
    return kept.version() == version.getAsLong();
  }
}
