package dev.threeway.deploy.cli;

import dev.threeway.deploy.stack.Addresses;
import dev.threeway.deploy.stack.LocalStack;
import dev.threeway.deploy.stack.LocalStackBuilder;
import dev.threeway.deploy.stack.Part;
import dev.threeway.deploy.stack.PartFailedException;
import dev.threeway.deploy.stack.Ports;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts the stack and keeps it running. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description = {
      "Start everything, with traffic, and keep it running until Ctrl-C.",
      "",
      "What the parts store stays in the directory: the next start goes on from there."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./recon up                           200 transactions a second until Ctrl-C",
      "  ./recon up --rate 20 --port 8080     less traffic, the API on a port of your choice",
      "  ./recon up --detach --no-traffic     in the background; your own producers write",
      "  ./recon up --instances 3             three engines; ./recon scale N changes that",
      "  ./recon up --without keycloak        an open API, on this machine alone",
      "  ./recon up --tls                     every connection encrypted",
      "  ./recon down                         stop what runs in the background"
    })
final class UpCommand implements Callable<Integer> {
  private static final int API_PORT = 8080;

  @Mixin private CommonOptions common;

  @Option(names = "--detach", description = "Return when all is healthy, and leave it running.")
  private boolean detach;

  @Option(names = "--no-traffic", description = "Start no simulator.")
  private boolean noTraffic;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "200",
      description = "Transactions a second. Default: ${DEFAULT-VALUE}.")
  private int rate;

  @Mixin private TrafficOptions traffic;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "The port of the API. Default: 8080, or a free one if that is taken.")
  private Integer port;

  @Option(
      names = "--instances",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Instances of the engine, which share the partitions. Default: ${DEFAULT-VALUE}.")
  private int instances;

  @Option(
      names = "--without",
      paramLabel = "PART",
      split = ",",
      converter = PartName.class,
      description =
          "Leave a part out, such as the engine when yours runs in a debugger. One of: ${COMPLETION-CANDIDATES}.",
      completionCandidates = PartName.class)
  private List<Part> without = List.of();

  @Mixin private TlsOption tls;

  @Mixin private EngineOptions engine;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException, SQLException {
    PrintWriter out = spec.commandLine().getOut();
    CompletableFuture<PartFailedException> death = new CompletableFuture<>();
    Console console = new Console(out);
    LocalStackBuilder builder =
        LocalStack.builder()
            .home(CommonOptions.home())
            .directory(common.directory().base())
            .addresses(addresses())
            .encrypted(tls.wanted)
            .parts(parts())
            .instances(instances)
            .traffic(traffic())
            .onProgress(console::step)
            .onDeath(death::complete);
    engine.applyTo(builder);
    LocalStack stack = builder.build();
    Thread stopper = new Thread(() -> console.stopping(stack), "stop");
    Runtime.getRuntime().addShutdownHook(stopper);
    out.println("Starting the stack in " + stack.directory().base());
    out.flush();
    stack.start();
    console.addresses(stack.addresses());
    if (parts().contains(Part.KEYCLOAK)) {
      console.signIn(stack.addresses());
    } else {
      console.note(
          "THE API IS OPEN, as there is no Keycloak: everybody on this machine may use it.");
    }
    if (detach) {
      stack.detach();
      Runtime.getRuntime().removeShutdownHook(stopper);
      out.println("It goes on in the background: ./recon status shows it, ./recon down stops it.");
      return ExitCodes.OK;
    }
    out.println("Ctrl-C stops it.");
    out.flush();
    throw parts().containsAll(Set.of(Part.BROKER, Part.POSTGRES))
        ? new Watch(stack.addresses(), death, new LiveLine(out)).untilAPartDies()
        : death.join();
  }

  private Addresses addresses() {
    Addresses known = Ports.wellKnown(API_PORT);
    return port == null ? known : known.withApi(port);
  }

  private Set<Part> parts() {
    Set<Part> parts = EnumSet.copyOf(Part.PIPELINE);
    parts.add(Part.KEYCLOAK);
    if (!noTraffic) {
      parts.add(Part.TRAFFIC);
    }
    parts.removeAll(without);
    return parts;
  }

  private List<String> traffic() {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--rate", Integer.toString(rate)));
    arguments.addAll(List.of("--transactions", "0"));
    arguments.addAll(List.of("--faults", traffic.faults));
    arguments.addAll(List.of("--seed", Long.toString(traffic.seed)));
    return arguments;
  }
}
