package dev.threeway.queryapi.http;

import dev.threeway.queryapi.security.Caller;
import io.javalin.http.Context;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** How many streams each user has open: nobody takes the places of all others. Thread-safe. */
final class UserStreams {
  private static final int SHARE = 20;

  private final int most;
  private final ConcurrentMap<String, Integer> open = new ConcurrentHashMap<>();

  /**
   * @param places how many streams there can be at once, of all users
   */
  UserStreams(int places) {
    this.most = Math.max(1, places / SHARE);
  }

  /**
   * Takes a place for the user who is asking; without tokens nobody is told from others.
   *
   * @return gives the place back
   * @throws ProblemException TOO_MANY_REQUESTS if the user has as many as one may
   */
  Runnable take(Context request) {
    Optional<String> user =
        Guard.caller(request).filter(Caller::isAuthenticated).map(Caller::subject);
    if (user.isEmpty()) {
      return () -> {};
    }
    if (open.merge(user.get(), 1, Integer::sum) > most) {
      giveBack(user.get());
      request.header(Problems.RETRY_AFTER, Problems.RETRY_AFTER_SECONDS);
      throw ProblemException.of(
          Problem.Kind.TOO_MANY_REQUESTS,
          "A user may have %d streams of this instance open; close one of them.".formatted(most));
    }
    return () -> giveBack(user.get());
  }

  private void giveBack(String user) {
    open.computeIfPresent(user, (name, count) -> count == 1 ? null : count - 1);
  }
}
