package dev.threeway.deploy.cli;

import dev.threeway.deploy.stack.Addresses;
import dev.threeway.deploy.stack.Identity;
import dev.threeway.deploy.stack.RunningStack;
import dev.threeway.simulator.app.SimulationSettings;
import dev.threeway.simulator.faults.FaultPlan;
import dev.threeway.topology.rules.DurationText;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Sends labelled traffic. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    description = {
      "Send labelled traffic: three sources that report the same transactions, with faults.",
      "",
      "It goes to the stack that runs here, or to any cluster. Every injected fault is written to",
      "a truth file, before its first report is sent, so that what is found can be scored."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./recon simulate --rate 200 --transactions 10000 --seed 7 --faults amount=2%%,status=1%%",
      "  ./recon simulate --rate 0 --transactions 100000         as fast as it can",
      "  ./recon simulate --transactions 0                       until Ctrl-C",
      "  ./recon simulate --output legs.jsonl                    to a file for ./recon replay",
      "  ./recon simulate --bootstrap-servers kafka:9092 --registry http://registry:8081 \\",
      "                   --window 5m --grace 30s                another cluster"
    })
final class SimulateCommand implements Callable<Integer> {
  private static final Duration ENDING = Duration.ofSeconds(10);

  @Mixin private CommonOptions common;
  @Mixin private TrafficOptions traffic;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "200",
      description = "Transactions a second; 0 for as fast as it can. Default: ${DEFAULT-VALUE}.")
  private int rate;

  @Option(
      names = "--transactions",
      paramLabel = "N",
      defaultValue = "10000",
      description = "How many; 0 to go on until Ctrl-C. Default: ${DEFAULT-VALUE}.")
  private long transactions;

  @Option(
      names = "--truth",
      paramLabel = "FILE",
      description = "The truth file. Default: truth.ndjson in the stack's directory.")
  private Path truth;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = {
        "Write the legs to a file for ./recon replay instead of sending them: under a virtual",
        "clock, the same bytes for the same seed."
      })
  private Path output;

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT",
      description = "Another cluster than the stack that runs here.")
  private String bootstrapServers;

  @Option(
      names = "--registry",
      paramLabel = "URL",
      description = "The schema registry of that cluster.")
  private String registry;

  @Option(
      names = "--window",
      paramLabel = "TIME",
      description = "The engine's window. Default: that of the stack that runs here.")
  private String window;

  @Option(
      names = "--grace",
      paramLabel = "TIME",
      description = "The engine's grace. Default: that of the stack that runs here.")
  private String grace;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    return output == null ? send() : record();
  }

  private int record() {
    if (transactions == 0) {
      throw new ParameterException(
          spec.commandLine(), "--output needs an end: give --transactions more than 0");
    }
    Path file = truth == null ? output.resolveSibling("truth.ndjson") : truth;
    PrintWriter out = spec.commandLine().getOut();
    Traffic.recorded(settings(Optional.empty()), new LiveLine(out)).run(output, file);
    out.println("  the legs are in " + output + ", the truth is in " + file);
    out.flush();
    return ExitCodes.OK;
  }

  private int send() {
    Optional<RunningStack> stack = RunningStack.in(common.directory());
    Optional<Addresses> addresses = stack.flatMap(RunningStack::addresses);
    Map<String, Object> client = client(addresses);
    SimulationSettings settings = settings(stack);
    PrintWriter out = spec.commandLine().getOut();
    Traffic run = Traffic.live(settings, new LiveLine(out));
    CountDownLatch ended = new CountDownLatch(1);
    Thread stopper = new Thread(() -> stop(run, ended), "stop");
    Runtime.getRuntime().addShutdownHook(stopper);
    Path file = truth == null ? common.directory().base().resolve("truth.ndjson") : truth;
    try {
      run.run(client, file);
      out.println("  the truth is in " + file);
      out.flush();
    } finally {
      ended.countDown();
    }
    return ExitCodes.OK;
  }

  /** Of the stack that runs here, with what is given on the command line in its place. */
  private Map<String, Object> client(Optional<Addresses> addresses) {
    Map<String, Object> client =
        addresses.map(running -> running.kafkaClient(Identity.SIMULATOR)).orElseGet(HashMap::new);
    client.put(
        "bootstrap.servers",
        given(bootstrapServers, addresses.map(Addresses::bootstrapServers), "--bootstrap-servers"));
    client.put(
        "schema.registry.url",
        given(registry, addresses.map(Addresses::registryUrl), "--registry"));
    return client;
  }

  private static void stop(Traffic run, CountDownLatch ended) {
    run.stop();
    try {
      // The truth has to be brought to its end.
      boolean unused = ended.await(ENDING.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String given(String option, Optional<String> running, String name) {
    return Optional.ofNullable(option)
        .or(() -> running)
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(),
                    "Nothing is running in %s: start it with ./recon up --no-traffic, or give %s"
                        .formatted(common.directory().base(), name)));
  }

  private SimulationSettings settings(Optional<RunningStack> stack) {
    try {
      return SimulationSettings.builder()
          .transactions(transactions)
          .rate(rate)
          .seed(traffic.seed)
          .faults(FaultPlan.parse(traffic.faults))
          .window(duration(window, "threeway.engine.window", "5m", stack))
          .grace(duration(grace, "threeway.engine.grace", "30s", stack))
          .build();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private static Duration duration(
      String option, String key, String otherwise, Optional<RunningStack> stack) {
    return DurationText.parse(
        Optional.ofNullable(option)
            .or(() -> stack.map(RunningStack::engine).map(engine -> engine.get(key)))
            .orElse(otherwise));
  }
}
