package dev.threeway.deploy.cli;

import dev.threeway.benchmarks.report.JsonReport;
import dev.threeway.benchmarks.run.Progress;
import dev.threeway.benchmarks.tls.TlsBench;
import dev.threeway.benchmarks.tls.TlsPlan;
import dev.threeway.benchmarks.tls.TlsReport;
import dev.threeway.deploy.stack.LocalStack;
import dev.threeway.deploy.stack.LocalStackBuilder;
import dev.threeway.deploy.stack.Part;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures what encryption and tokens cost. */
@Command(
    name = "tls",
    mixinStandardHelpOptions = true,
    description = {
      "Measure what TLS and tokens cost: two stacks side by side, one in the clear without tokens,",
      "one with TLS and certificates on both ends of every connection, rights in Kafka, and a token",
      "of Keycloak that is verified with every request. They take turns; the engine of the one that",
      "waits does not run. In each turn an engine takes in the same backlog of legs, from its first",
      "commit to its last, and then answers look-ups of single transactions, each asked for when the",
      "one before it was answered, over connections that are kept.",
      "",
      "Processor time is that of the engine's and of the broker's process. All that runs on one",
      "machine: believe the ratios."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./recon bench tls                                                  about ten minutes",
      "  ./recon bench tls --transactions 30000 --rounds 1 --duration 5s    a quick look",
      "  ./recon bench tls --json tls.json",
      "  ./recon bench micro --only Token             the check of a token by itself"
    })
final class BenchTlsCommand implements Callable<Integer> {
  private static final Set<Part> PARTS =
      Set.of(Part.POSTGRES, Part.BROKER, Part.REGISTRY, Part.ENGINE);

  @Option(
      names = "--dir",
      paramLabel = "DIRECTORY",
      description = "Where the two stacks work. Default: .threeway/bench-tls beside this script.")
  private Path directory;

  @Option(
      names = "--transactions",
      paramLabel = "N",
      defaultValue = "300000",
      description = "Transactions of three legs in each turn. Default: ${DEFAULT-VALUE}.")
  private long transactions;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "4",
      description = "How often each stack has its turn. Default: ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(
      names = "--connections",
      paramLabel = "N",
      defaultValue = "2",
      description = "Connections on which look-ups are asked for. Default: ${DEFAULT-VALUE}.")
  private int connections;

  @Option(
      names = "--warm-up",
      paramLabel = "TIME",
      defaultValue = "10s",
      converter = ReplayCommand.DurationType.class,
      description = "How long look-ups are asked for before they count. Default: ${DEFAULT-VALUE}.")
  private Duration warmUp;

  @Option(
      names = "--duration",
      paramLabel = "TIME",
      defaultValue = "15s",
      converter = ReplayCommand.DurationType.class,
      description = "How long look-ups count in each turn. Default: ${DEFAULT-VALUE}.")
  private Duration duration;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Decides the traffic, but for the times. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write the same, and every single turn, to a file.")
  private Path json;

  @Mixin VerboseOption verbose;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (transactions < 1 || rounds < 1 || connections < 1 || duration.toMillis() < 1) {
      throw new ParameterException(
          spec.commandLine(),
          "--transactions, --rounds, --connections and --duration have to be 1 or more");
    }
    TlsPlan plan = new TlsPlan(transactions, rounds, connections, warmUp, duration, seed);
    PrintWriter out = spec.commandLine().getOut();
    Path base =
        Objects.requireNonNullElseGet(
            directory, () -> CommonOptions.home().resolve(".threeway").resolve("bench-tls"));
    TlsReport report =
        BenchStack.run(
            base.resolve("plain"),
            out,
            stack -> stack.parts(PARTS),
            (plain, unused) ->
                BenchStack.run(
                    base.resolve("tls"),
                    out,
                    BenchTlsCommand::encrypted,
                    (encrypted, progress) -> measure(plan, plain, encrypted, base, progress)));
    out.println();
    report.lines().forEach(out::println);
    out.flush();
    if (json != null) {
      JsonReport.write(json, report.json());
    }
    return ExitCodes.OK;
  }

  private static LocalStackBuilder encrypted(LocalStackBuilder stack) {
    Set<Part> parts = EnumSet.copyOf(PARTS);
    parts.add(Part.KEYCLOAK);
    return stack.encrypted(true).parts(parts);
  }

  private static TlsReport measure(
      TlsPlan plan, LocalStack plain, LocalStack encrypted, Path folder, Progress progress) {
    plain.stop(Part.ENGINE);
    encrypted.stop(Part.ENGINE);
    return new TlsBench(
            new StackSide(plain, false),
            new StackSide(encrypted, true),
            plan,
            BenchStack.installation(),
            folder,
            progress::done)
        .run();
  }
}
