package dev.threeway.benchmarks.tls;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.threeway.benchmarks.cluster.ContenderProcess;
import dev.threeway.benchmarks.contender.Installation;
import dev.threeway.benchmarks.contender.ProcessSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Gives two stacks the same work in turns, the one in the clear first in the first round, the other
 * in the next. The engine of the one that waits does not run.
 */
public final class TlsBench {
  private static final int HEAP_MB = 256;
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Side plain;
  private final Side encrypted;
  private final TlsPlan plan;
  private final Installation installation;
  private final Path folder;
  private final Consumer<String> done;

  /**
   * A benchmark of two stacks whose engines do not run.
   *
   * @param folder for notes
   * @param done is told each turn that is over
   */
  public TlsBench(
      Side plain,
      Side encrypted,
      TlsPlan plan,
      Installation installation,
      Path folder,
      Consumer<String> done) {
    this.installation = installation;
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
        Turn turn = new Turn(isEncrypted, round, work, ask(side, ids));
        done.accept(text(side, turn));
        return turn;
      } finally {
        side.stopEngine();
      }
    }
  }

  private Turn.Answers ask(Side side, List<String> ids) {
    Path told = folder.resolve("look-ups.json");
    Path result = folder.resolve("look-ups-result.json");
    new LookUps(
            side.apiUrl(),
            ids,
            side.token().orElse(null),
            side.authority().map(Path::toString).orElse(null),
            plan.connections(),
            plan.warmUp().toMillis(),
            plan.duration().toMillis(),
            side.engine().pid())
        .write(told);
    ProcessSpec spec =
        new ProcessSpec(
            installation.classPath(),
            LookUpMain.class.getName(),
            List.of(),
            Map.of(LookUpMain.TOLD, told.toString(), LookUpMain.RESULT, result.toString()));
    Path log = folder.resolve("look-ups.log");
    try (ContenderProcess process =
        ContenderProcess.start("the process that asks", spec, HEAP_MB, log)) {
      process.awaitEnd(plan.warmUp().plus(plan.duration()).plus(PATIENCE));
      // There may be a token in it.
      Files.delete(told);
      return new ObjectMapper().readValue(result.toFile(), Turn.Answers.class);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + result, e);
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
