package dev.threeway.queryapi.attack;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/** The cases of one kind against one target. */
public final class Attacks {
  private final String group;
  private final Target target;
  private final List<Attack> list = new ArrayList<>();

  public Attacks(String group, Target target) {
    this.group = group;
    this.target = target;
  }

  /** A request, and the statuses of which one has to be the answer. */
  Attack request(String name, Request request, Integer... statuses) {
    return add(name, request.summary(), () -> Wire.send(target, request), statuses);
  }

  /** Bytes, and the statuses of which one has to be the answer. */
  Attack bytes(String name, String text, Integer... statuses) {
    return add(name, Request.printable(text), () -> Wire.send(target, text), statuses);
  }

  /** A token, and the statuses of which one has to be the answer. */
  public Attack token(String name, String path, String token, Integer... statuses) {
    return add(
        name,
        "GET " + path + " | " + Request.printable(token),
        () -> Wire.send(target, target.get(path).bearer(token)),
        statuses);
  }

  /** Whatever it takes, and the statuses of which one has to come back. */
  Attack add(String name, String sent, Callable<Reply> act, Integer... statuses) {
    Attack attack =
        new Attack(
            group,
            name,
            sent,
            target.accounts(),
            Arrays.stream(statuses).collect(Collectors.toSet()),
            act);
    list.add(attack);
    return attack;
  }

  public List<Attack> list() {
    return List.copyOf(list);
  }

  static Integer[] any(Set<Integer> statuses) {
    return statuses.toArray(Integer[]::new);
  }
}
