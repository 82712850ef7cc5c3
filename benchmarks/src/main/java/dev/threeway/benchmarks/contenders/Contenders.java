package dev.threeway.benchmarks.contenders;

import dev.threeway.benchmarks.contender.Contender;
import dev.threeway.benchmarks.peers.FlinkContender;
import dev.threeway.benchmarks.peers.RedisContender;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Every contender there is, in the order of the tables. */
public final class Contenders {
  /** The one that the ratios are of: the engine as it ships. */
  public static final String THREEWAY = "threeway";

  private static final List<Contender> ALL =
      List.of(
          EngineContender.asShipped(),
          EngineContender.withoutCache(),
          EngineContender.withOneThread(),
          DslContender.chain(),
          DslContender.pairs(),
          FlinkContender.process(),
          FlinkContender.intervalJoin(),
          RedisContender.legByLeg(),
          RedisContender.batched(),
          new CopyContender(),
          new CeilingContender());

  private Contenders() {}

  /** All of them. */
  public static List<Contender> all() {
    return ALL;
  }

  /**
   * Those of these names, in the order given.
   *
   * @throws IllegalArgumentException with one line that names what there is
   */
  public static List<Contender> named(List<String> names) {
    List<Contender> chosen = new ArrayList<>();
    for (String name : names) {
      Contender contender =
          ALL.stream()
              .filter(one -> one.name().equals(name))
              .findFirst()
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "there is no contender '%s'; there are: %s".formatted(name, names())));
      if (chosen.contains(contender)) {
        throw new IllegalArgumentException("contender '%s' is named twice".formatted(name));
      }
      chosen.add(contender);
    }
    return chosen;
  }

  private static String names() {
    return ALL.stream().map(Contender::name).collect(Collectors.joining(", "));
  }
}
