package dev.threeway.deploy.cli;

import dev.threeway.deploy.letters.DeadLetter;
import dev.threeway.deploy.letters.DeadLetters;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.producer.ProducerRecord;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Puts dead letters back. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = {
      "Put records back on the topic that they were on, as they were or repaired.",
      "",
      "Without --apply it only shows what would be put there. The dead letter itself stays; the new",
      "record names it in the header dlq.replayed-from. A leg that is put back twice is a duplicate",
      "to the engine, and changes nothing."
    })
final class DeadLettersReplayCommand implements Callable<Integer> {
  @Mixin private RunningStackOptions stack;

  @Parameters(paramLabel = "ID", arity = "0..*", description = "Which ones.")
  private List<String> ids = List.of();

  @Option(
      names = "--reason",
      paramLabel = "REASON",
      description = "All of this reason, such as UNREADABLE once the schema is there.")
  private String reason;

  @Option(
      names = "--set",
      paramLabel = "FIELD=VALUE",
      description = "Give a field another value; may be repeated. null where it may have none.")
  private Map<String, String> fields = new LinkedHashMap<>();

  @Option(names = "--key", paramLabel = "KEY", description = "Give the record another key.")
  private String key;

  @Option(names = "--apply", description = "Do it.")
  private boolean apply;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (ids.isEmpty() == (reason == null)) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "Name the letters by their ids, or all of a reason by --reason");
    }
    PrintWriter out = spec.commandLine().getOut();
    DeadLetters letters = new DeadLetters(stack.addresses());
    List<ProducerRecord<byte[], byte[]>> back = new ArrayList<>();
    for (DeadLetter letter : chosen(letters)) {
      ProducerRecord<byte[], byte[]> record = letters.repaired(letter, fields, key);
      back.add(record);
      out.printf(
          "%s -> %s  key %s  %s%n",
          letter.id(),
          record.topic(),
          record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8),
          fields.isEmpty() ? letters.valueText(letter) : letters.valueText(record));
    }
    if (apply) {
      letters.putBack(back).forEach(at -> out.println("put back at " + at));
    } else {
      out.printf("A dry run: nothing was put back. --apply puts back %d.%n", back.size());
    }
    return ExitCodes.OK;
  }

  private List<DeadLetter> chosen(DeadLetters letters) {
    return reason == null
        ? ids.stream().map(letters::find).toList()
        : letters.all().stream().filter(letter -> letter.reason().equals(reason)).toList();
  }
}
