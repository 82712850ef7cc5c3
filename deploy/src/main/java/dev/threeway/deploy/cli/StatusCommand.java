package dev.threeway.deploy.cli;

import dev.threeway.deploy.stack.EngineInstance;
import dev.threeway.deploy.stack.Part;
import dev.threeway.deploy.stack.RunningStack;
import dev.threeway.sink.installer.InstallException;
import dev.threeway.sink.installer.InstallReport;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows how a stack is. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = {
      "Show what runs, where, and how it is.",
      "",
      "Exits with 0 if every part and every connector is healthy, else with 3."
    })
final class StatusCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Optional<RunningStack> found = RunningStack.in(common.directory());
    if (found.isEmpty()) {
      out.printf("Nothing is running in %s; start it with ./recon up%n", common.directory().base());
      return ExitCodes.PART;
    }
    boolean healthy = true;
    for (Part part : Part.values()) {
      if (found.get().expected().contains(part)) {
        healthy &= print(part, found.get(), out);
      }
    }
    for (EngineInstance instance : found.get().fleet().instances()) {
      healthy &= print(instance, found.get(), out);
    }
    if (found.get().expected().contains(Part.ENGINE)) {
      new InstanceTable(found.get()).lines().forEach(out::println);
    }
    if (found.get().parts().containsKey(Part.CONNECT)) {
      healthy &= printConnectors(found.get(), out);
    }
    out.println(owner(found.get()));
    return healthy ? ExitCodes.OK : ExitCodes.PART;
  }

  private static boolean print(Part part, RunningStack stack, PrintWriter out) {
    Optional<String> problem = stack.problem(part);
    String pid =
        Optional.ofNullable(stack.parts().get(part))
            .map(handle -> "process " + handle.pid())
            .orElse("");
    String address =
        stack.addresses().flatMap(known -> known.port(part)).map(p -> "port " + p).orElse("");
    out.printf(
        "  %-10s %-16s %-12s %s%n",
        part.id(), pid, address, problem.map(reason -> "NOT HEALTHY: " + reason).orElse("healthy"));
    return problem.isEmpty();
  }

  private static boolean print(EngineInstance instance, RunningStack stack, PrintWriter out) {
    Optional<ProcessHandle> process = stack.fleet().process(instance);
    Optional<String> problem = stack.fleet().problem(instance);
    out.printf(
        "  %-10s %-16s %-12s %s%n",
        instance.id(),
        process.map(handle -> "process " + handle.pid()).orElse(""),
        "port " + instance.api(),
        problem.map(reason -> "NOT HEALTHY: " + reason).orElse("healthy"));
    return problem.isEmpty();
  }

  private static boolean printConnectors(RunningStack stack, PrintWriter out) {
    try {
      Optional<InstallReport> report = stack.connectors();
      report.ifPresent(known -> known.lines().forEach(line -> out.println("  " + line)));
      return report.map(InstallReport::allRunning).orElse(false);
    } catch (InstallException e) {
      out.println("  connectors: " + e.getMessage());
      return false;
    }
  }

  private static String owner(RunningStack stack) {
    if (stack.detached()) {
      return "It runs in the background; ./recon down stops it.";
    }
    return stack
        .launcher()
        .map(launcher -> "It belongs to process " + launcher.pid() + ".")
        .orElse("The run that started it was killed; ./recon down cleans up.");
  }
}
