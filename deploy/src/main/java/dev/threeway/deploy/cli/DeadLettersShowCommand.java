package dev.threeway.deploy.cli;

import dev.threeway.deploy.letters.DeadLetter;
import dev.threeway.deploy.letters.DeadLetters;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.apache.kafka.common.header.Header;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows one dead letter. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = "Everything about one of them. It may hold personal data.")
final class DeadLettersShowCommand implements Callable<Integer> {
  @Mixin private RunningStackOptions stack;

  @Parameters(paramLabel = "ID", description = "Where it lies, such as dead_letters-3@17.")
  private String id;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    DeadLetters letters = new DeadLetters(stack.addresses());
    DeadLetter letter = letters.find(id);
    out.printf("turned away by  %s%n", letter.by());
    out.printf("reason          %s: %s%n", letter.reason(), letter.detail());
    out.printf("it was at       %s%n", letter.origin());
    out.printf("key             %s%n", letter.keyText());
    out.printf("value           %s%n", letters.valueText(letter));
    for (Header header : letter.headers()) {
      out.printf(
          "header          %s = %s%n",
          header.key(),
          header.value() == null
              ? "null"
              : new String(header.value(), StandardCharsets.UTF_8).lines().findFirst().orElse(""));
    }
    return ExitCodes.OK;
  }
}
