package dev.threeway.deploy.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.threeway.benchmarks.query.QueryLoad;
import dev.threeway.benchmarks.report.JsonReport;
import dev.threeway.benchmarks.report.QueryReport;
import dev.threeway.benchmarks.run.Progress;
import dev.threeway.benchmarks.run.QueryBench;
import dev.threeway.deploy.stack.EngineInstance;
import dev.threeway.deploy.stack.LocalStack;
import dev.threeway.deploy.stack.Part;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures the query API. */
@Command(
    name = "api",
    mixinStandardHelpOptions = true,
    description = {
      "Measure how fast the query API answers while legs come in, on a stack of its own: engines, a",
      "broker, a registry and PostgreSQL; no sinks, no sign-in, no rate limits, as everything on one",
      "machine is one caller. Engines and broker are compiled for minutes under load, which takes",
      "them minutes: a short warm-up measures that.",
      "",
      "Questions go to all instances in turn: for transactions that are known to be matched,",
      "mismatched, pending or unknown, and for lists of 50 breaks. They are due at a steady rate,",
      "whether answers come or not, and the latency of each counts from when it was due. Every",
      "answer is held against what was sent and what was published before the question.",
      "",
      "Legs, questions and judgement come from one process on the same machine.",
      "",
      "Exits with 0 if no answer is wrong, else with 1."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./recon bench api                          10,000 legs/s, 500 requests/s, three instances",
      "  ./recon bench api --legs-per-second 1000 --warm-up 10s --duration 10s     a quick look",
      "  ./recon bench api --list-percent 50 --json api.json"
    })
final class BenchApiCommand implements Callable<Integer> {
  private static final int HUNDRED = 100;

  @Option(
      names = "--dir",
      paramLabel = "DIRECTORY",
      description =
          "Where the benchmark's stack works. Default: .threeway/bench beside this script.")
  private Path directory;

  @Option(
      names = "--instances",
      paramLabel = "N",
      defaultValue = "3",
      description = "Instances of the engine. Default: ${DEFAULT-VALUE}.")
  private int instances;

  @Option(
      names = "--legs-per-second",
      paramLabel = "N",
      defaultValue = "10000",
      description = "How many legs come in. Default: ${DEFAULT-VALUE}.")
  private int legsPerSecond;

  @Option(
      names = "--requests-per-second",
      paramLabel = "N",
      defaultValue = "500",
      description = "Questions on all connections together. Default: ${DEFAULT-VALUE}.")
  private int requestsPerSecond;

  @Option(
      names = "--connections",
      paramLabel = "N",
      defaultValue = "100",
      description = "Connections, spread over the instances. Default: ${DEFAULT-VALUE}.")
  private int connections;

  @Option(
      names = "--list-percent",
      paramLabel = "N",
      defaultValue = "20",
      description = "How many of a hundred questions are for a list. Default: ${DEFAULT-VALUE}.")
  private int listPercent;

  @Option(
      names = "--warm-up",
      paramLabel = "TIME",
      defaultValue = "240s",
      converter = ReplayCommand.DurationType.class,
      description = "How long there is load before anything counts. Default: ${DEFAULT-VALUE}.")
  private Duration warmUp;

  @Option(
      names = "--duration",
      paramLabel = "TIME",
      defaultValue = "60s",
      converter = ReplayCommand.DurationType.class,
      description = "How long it counts. Default: ${DEFAULT-VALUE}.")
  private Duration duration;

  @Option(
      names = "--window",
      paramLabel = "TIME",
      defaultValue = "10s",
      converter = ReplayCommand.DurationType.class,
      description =
          "The window of the engines: short, so that legs go missing in time. Default: ${DEFAULT-VALUE}.")
  private Duration window;

  @Option(
      names = "--grace",
      paramLabel = "TIME",
      defaultValue = "2s",
      converter = ReplayCommand.DurationType.class,
      description = "The grace of the engines. Default: ${DEFAULT-VALUE}.")
  private Duration grace;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Decides legs and questions, but for the times. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(names = "--json", paramLabel = "FILE", description = "Write the same to a file.")
  private Path json;

  @Mixin VerboseOption verbose;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    check();
    PrintWriter out = spec.commandLine().getOut();
    ObjectNode result =
        BenchStack.run(
            directory,
            out,
            stack ->
                stack
                    .parts(Set.of(Part.POSTGRES, Part.BROKER, Part.REGISTRY, Part.ENGINE))
                    .instances(instances)
                    .lasting()
                    .engine("threeway.engine.window", millis(window))
                    .engine("threeway.engine.grace", millis(grace)),
            this::measure);
    QueryReport report = new QueryReport(result);
    out.println();
    report.lines().forEach(out::println);
    out.flush();
    if (json != null) {
      JsonReport.write(json, result);
    }
    return report.wrong() == 0 ? ExitCodes.OK : ExitCodes.FAILED;
  }

  private ObjectNode measure(LocalStack stack, Progress progress) {
    List<String> addresses = new ArrayList<>();
    List<Long> engines = new ArrayList<>();
    addresses.add(stack.addresses().apiUrl().substring("http://".length()));
    engines.add(stack.process(Part.ENGINE).orElseThrow().pid());
    for (EngineInstance each : stack.fleet().instances()) {
      addresses.add(each.address());
      engines.add(stack.fleet().process(each).orElseThrow().pid());
    }
    QueryLoad load =
        new QueryLoad(
            stack.addresses().bootstrapServers(),
            stack.addresses().registryUrl(),
            addresses,
            engines,
            stack.process(Part.BROKER).orElseThrow().pid(),
            legsPerSecond,
            requestsPerSecond,
            connections,
            listPercent,
            Math.toIntExact(warmUp.toSeconds()),
            Math.toIntExact(duration.toSeconds()),
            window.toMillis(),
            grace.toMillis(),
            seed);
    return new QueryBench(BenchStack.cluster(stack), load, progress).run();
  }

  private void check() {
    if (instances < 1
        || requestsPerSecond < 1
        || connections < instances
        || duration.toSeconds() < 1) {
      throw new ParameterException(
          spec.commandLine(),
          "--instances, --requests-per-second and --duration have to be 1 or more, and --connections"
              + " at least as many as --instances");
    }
    if (legsPerSecond < 3) {
      throw new ParameterException(
          spec.commandLine(), "--legs-per-second has to be 3 or more: a transaction has three");
    }
    if (listPercent < 0 || listPercent > HUNDRED) {
      throw new ParameterException(
          spec.commandLine(), "--list-percent has to lie between 0 and " + HUNDRED);
    }
  }

  private static String millis(Duration duration) {
    return duration.toMillis() + "ms";
  }
}
