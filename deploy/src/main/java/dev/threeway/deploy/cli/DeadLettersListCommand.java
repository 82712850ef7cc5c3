package dev.threeway.deploy.cli;

import dev.threeway.deploy.letters.DeadLetter;
import dev.threeway.deploy.letters.DeadLetters;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the dead letters. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "How many there are for each reason, and the last of them.")
final class DeadLettersListCommand implements Callable<Integer> {
  @Mixin private RunningStackOptions stack;

  @Option(
      names = "--reason",
      paramLabel = "REASON",
      description = "Only those of this reason, such as INVALID_AMOUNT or VALUE_CONVERTER.")
  private String reason;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "How many are listed. Default: ${DEFAULT-VALUE}.")
  private int limit;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    List<DeadLetter> letters =
        new DeadLetters(stack.addresses())
            .all().stream()
                .filter(letter -> reason == null || letter.reason().equals(reason))
                .toList();
    Map<String, Long> counts =
        letters.stream()
            .collect(
                Collectors.groupingBy(
                    letter -> "%s %s".formatted(letter.by(), letter.reason()),
                    TreeMap::new,
                    Collectors.counting()));
    counts.forEach((what, count) -> out.printf("%8d  %s%n", count, what));
    letters.stream()
        .skip(Math.max(0, letters.size() - limit))
        .forEach(
            letter ->
                out.printf(
                    "%s  %s  %s  key %s  %s%n",
                    letter.id(),
                    letter.reason(),
                    letter.origin(),
                    letter.keyText(),
                    letter.detail()));
    if (letters.isEmpty()) {
      out.println("There is none.");
    }
    return ExitCodes.OK;
  }
}
