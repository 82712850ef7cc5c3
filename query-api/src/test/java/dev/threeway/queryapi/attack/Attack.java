package dev.threeway.queryapi.attack;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** One case: what is sent, and what has to come back. Not thread-safe while it is described. */
public final class Attack {
  /**
   * What came of a case.
   *
   * @param got the status and how long it took
   * @param faults what is wrong; empty if the attack came to nothing
   */
  public record Finding(String got, List<String> faults) {}

  /** Something that the reply must be. */
  private record Check(String text, Predicate<Reply> holds) {}

  private static final Duration USUAL = Duration.ofSeconds(10);

  private final String group;
  private final String name;
  private final String sent;
  private final Callable<Reply> act;
  private final Set<Integer> statuses;
  private final List<Check> checks = new ArrayList<>();
  private final List<String> secrets;
  private Duration within = USUAL;
  private boolean inFull;

  Attack(
      String group,
      String name,
      String sent,
      List<String> secrets,
      Set<Integer> statuses,
      Callable<Reply> act) {
    this.group = group;
    this.name = name;
    this.sent = sent;
    this.act = act;
    this.statuses = new TreeSet<>(statuses);
    this.secrets = secrets;
  }

  /** And something else must hold of the reply. */
  public Attack and(String what, Predicate<Reply> holds) {
    checks.add(new Check(what, holds));
    return this;
  }

  /** The text must not be in the reply. */
  public Attack without(String text) {
    return and("without " + text, reply -> !reply.text().contains(text));
  }

  Attack within(Duration time) {
    within = time;
    return this;
  }

  /** Sent by somebody who may read account ids. */
  Attack inFull() {
    inFull = true;
    return this;
  }

  public String group() {
    return group;
  }

  public String name() {
    return name;
  }

  public String sent() {
    return sent;
  }

  /** What has to come back, for the table. */
  public String expected() {
    String status =
        statuses.stream()
            .map(each -> each == Reply.NONE ? "closed" : each.toString())
            .collect(Collectors.joining("/"));
    return checks.isEmpty()
        ? status
        : status + ", " + checks.stream().map(Check::text).collect(Collectors.joining(", "));
  }

  /** Sends it. */
  public Finding run() throws Exception {
    long start = System.nanoTime();
    Reply reply = act.call();
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    List<String> faults = new ArrayList<>();
    if (!statuses.contains(reply.status())) {
      faults.add("status %d, not %s".formatted(reply.status(), statuses));
    }
    if (took.compareTo(within) > 0) {
      faults.add("took %d ms".formatted(took.toMillis()));
    }
    checks.stream()
        .filter(check -> !check.holds().test(reply))
        .forEach(check -> faults.add("not " + check.text()));
    faults.addAll(Leaks.in(reply, inFull ? List.of() : secrets));
    String status = reply.status() == Reply.NONE ? "closed" : Integer.toString(reply.status());
    return new Finding("%s in %d ms".formatted(status, took.toMillis()), faults);
  }
}
