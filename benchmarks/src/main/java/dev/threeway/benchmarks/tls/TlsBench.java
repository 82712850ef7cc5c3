package dev.threeway.benchmarks.tls;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Gives two stacks the same work in turns, the one in the clear first in the first round, the other
 * in the next. The engine of the one that waits does not run.
 */
public final class TlsBench {
  private final Side plain;
  private final Side encrypted;
  private final TlsPlan plan;
  private final Path folder;
  private final Consumer<String> done;

  /**
   * A benchmark of two stacks whose engines do not run.
   *
   * @param folder for notes
   * @param done is told each turn that is over
   */
  public TlsBench(Side plain, Side encrypted, TlsPlan plan, Path folder, Consumer<String> done) {
    this.plain = plain;
    this.encrypted = encrypted;
    this.plan = plan;
    this.folder = folder;
    this.done = done;
  }

  /** Runs it; takes minutes. */
  public TlsReport run() {
    List<Turn> turns = new ArrayList<>();
    for (int round = 1; round <= plan.rounds(); round++) {
      boolean encryptedFirst = round % 2 == 0;
      turns.add(turn(encryptedFirst, round));
      turns.add(turn(!encryptedFirst, round));
    }
    return new TlsReport(plan, turns);
  }

  private Turn turn(boolean isEncrypted, int round) {
    Side side = isEncrypted ? encrypted : plain;
    try (Backlog backlog = new Backlog(side)) {
      List<String> ids = backlog.fill(plan, round, folder);
      long before = backlog.committed();
      side.startEngine();
      try {
        Turn.Work work = backlog.catchUp(before);
        Turn turn = new Turn(isEncrypted, round, work, new PointQueries(side, ids).ask(plan));
        done.accept(text(side, turn));
        return turn;
      } finally {
        side.stopEngine();
      }
    }
  }

  private String text(Side side, Turn turn) {
    return String.format(
        Locale.ROOT,
        "round %d of %d: %s: %,.0f legs/s, %,.0f requests/s",
        turn.round(),
        plan.rounds(),
        side.name(),
        turn.work().perSecond(),
        turn.answers().perSecond());
  }
}
