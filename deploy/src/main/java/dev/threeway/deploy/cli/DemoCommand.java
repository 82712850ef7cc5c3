package dev.threeway.deploy.cli;

import dev.threeway.deploy.check.Verdicts;
import dev.threeway.deploy.stack.Addresses;
import dev.threeway.deploy.stack.LocalStack;
import dev.threeway.deploy.stack.PartFailedException;
import dev.threeway.deploy.stack.Ports;
import dev.threeway.deploy.stack.RunningStack;
import dev.threeway.deploy.stack.StackDirectory;
import dev.threeway.simulator.app.RunSummary;
import dev.threeway.simulator.app.SimulationSettings;
import dev.threeway.simulator.faults.FaultPlan;
import dev.threeway.simulator.truth.Truth;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows the whole pipeline at work, and checks it. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "See it work: start everything afresh, send transactions with known faults, and compare",
      "what was found with what was injected, in three places: the topic, the API, PostgreSQL.",
      "",
      "Exits with 0 only if all three agree and found every fault and nothing else."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./recon demo                  3 000 transactions",
      "  ./recon demo --seed 42        other transactions and faults",
      "  ./recon demo --tls            the same with every connection encrypted",
      "  ./recon demo --keep           leave it running to look around; ./recon down stops it"
    })
final class DemoCommand implements Callable<Integer> {
  /** Short, so that a missing report shows soon; the simulator says if it is too short. */
  private static final Duration WINDOW = Duration.ofSeconds(7);

  private static final Duration GRACE = Duration.ofSeconds(1);
  private static final Duration LEG_DELAY = Duration.ofSeconds(1);

  @Mixin private CommonOptions common;
  @Mixin private TrafficOptions traffic;

  @Mixin private TlsOption tls;

  @Option(
      names = "--transactions",
      paramLabel = "N",
      defaultValue = "3000",
      description = "How many. Default: ${DEFAULT-VALUE}.")
  private long transactions;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "250",
      description = "Transactions a second. Default: ${DEFAULT-VALUE}.")
  private int rate;

  @Option(names = "--keep", description = "Leave everything running afterwards.")
  private boolean keep;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, SQLException {
    PrintWriter out = spec.commandLine().getOut();
    SimulationSettings settings = settings();
    AtomicReference<PartFailedException> death = new AtomicReference<>();
    Traffic run = Traffic.live(settings, new LiveLine(out));
    Console console = new Console(out);
    LocalStack stack = stack(console, failure -> died(failure, death, run));
    Thread stopper =
        new Thread(
            () -> {
              run.stop();
              console.stopping(stack);
            },
            "stop");
    Runtime.getRuntime().addShutdownHook(stopper);
    console.title("1  Starting the real parts, afresh, in " + stack.directory().base());
    stack.start();
    console.title("2  Sending transactions, some with a fault");
    Path file = stack.directory().base().resolve("truth.ndjson");
    Verdicts verdicts;
    try (FirstMismatch first = new FirstMismatch(stack.addresses())) {
      first.watch();
      RunSummary summary = run.run(stack.addresses(), file);
      console.title("3  Waiting until everything is decided and stored");
      Truth truth = Truth.read(file);
      verdicts =
          new VerdictWait(truth, stack.addresses(), summary.lastDeadline(), death, console).await();
      DemoReport report = new DemoReport(out, truth, stack.addresses());
      console.title("4  What was found");
      report.print(verdicts, first.sinceStart());
    }
    if (keep) {
      stack.detach();
      Runtime.getRuntime().removeShutdownHook(stopper);
      console.addresses(stack.addresses());
      out.println("It goes on in the background; ./recon down stops it.");
    }
    return verdicts.perfect() ? ExitCodes.OK : ExitCodes.FAILED;
  }

  private static void died(
      PartFailedException failure, AtomicReference<PartFailedException> death, Traffic run) {
    death.compareAndSet(null, failure);
    run.stop();
  }

  /** A stack that knows nothing of earlier runs. */
  private LocalStack stack(Console console, Consumer<PartFailedException> died) {
    StackDirectory directory =
        new StackDirectory(
            common.isDefault()
                ? common.directory().base().resolve("demo")
                : common.directory().base());
    RunningStack.in(directory).filter(RunningStack::abandoned).ifPresent(RunningStack::stop);
    if (RunningStack.in(directory).isEmpty()) {
      directory.deleteData();
    }
    Addresses addresses = Ports.free();
    return LocalStack.builder()
        .home(CommonOptions.home())
        .directory(directory.base())
        .addresses(addresses)
        .encrypted(tls.wanted)
        .engine("threeway.engine.window", WINDOW.toMillis() + "ms")
        .engine("threeway.engine.grace", GRACE.toMillis() + "ms")
        .onProgress(console::step)
        .onDeath(died)
        .build();
  }

  private SimulationSettings settings() {
    try {
      return SimulationSettings.builder()
          .transactions(transactions)
          .rate(rate)
          .seed(traffic.seed)
          .faults(FaultPlan.parse(traffic.faults))
          .window(WINDOW)
          .grace(GRACE)
          .legDelay(LEG_DELAY)
          .build();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
