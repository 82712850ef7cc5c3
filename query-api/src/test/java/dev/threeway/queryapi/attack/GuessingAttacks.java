package dev.threeway.queryapi.attack;

import java.util.List;
import java.util.function.IntFunction;

/** Somebody who tries out tokens, and would not be known again. */
public final class GuessingAttacks {
  private static final String BREAKS = "/api/v1/mismatches";

  private final Target target;
  private final int limit;
  private final Attacks attacks;

  private GuessingAttacks(Target target, int limit) {
    this.target = target;
    this.limit = limit;
    this.attacks = new Attacks("guessing", target);
  }

  /**
   * The cases. All of them come from one address, which stays stopped.
   *
   * @param limit how many requests somebody may send to a resource
   */
  public static List<Attack> of(Target target, int limit) {
    GuessingAttacks guessing = new GuessingAttacks(target, limit);
    guessing.stopped("one token after the other", i -> guessing.guess(i));
    for (String header : List.of("X-Forwarded-For", "X-Real-IP", "Forwarded", "True-Client-IP")) {
      guessing.stopped(
          "the same under another address by " + header,
          i -> guessing.guess(i).with(header, "192.0.2." + i));
    }
    guessing.stopped("the same by HEAD", i -> new Request("HEAD", BREAKS).bearer("guess" + i));
    guessing.stopped(
        "the same with parameters that differ",
        i -> new Request("GET", BREAKS + "?x=" + i).bearer("guess" + i));
    return guessing.attacks.list();
  }

  private Request guess(int i) {
    return target.get(BREAKS).bearer("guess" + i);
  }

  private void stopped(String name, IntFunction<Request> guess) {
    attacks
        .add(
            name,
            "%d × %s".formatted(limit + 1, guess.apply(1).summary()),
            () -> {
              for (int i = 0; i < limit; i++) {
                Wire.send(target, guess.apply(i));
              }
              return Wire.send(target, guess.apply(limit));
            },
            429)
        .and("Retry-After", reply -> reply.header("Retry-After").isPresent());
  }
}
