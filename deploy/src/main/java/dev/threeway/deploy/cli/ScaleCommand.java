package dev.threeway.deploy.cli;

import dev.threeway.deploy.stack.EngineInstance;
import dev.threeway.deploy.stack.Part;
import dev.threeway.deploy.stack.RunningStack;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Changes how many instances of the engine a running stack has. */
@Command(
    name = "scale",
    mixinStandardHelpOptions = true,
    description = {
      "Run so many instances of the engine in a stack that runs.",
      "",
      "New instances get a port and a state directory of their own and take over partitions as",
      "soon as they have their state. Fewer: the last ones leave the group and stop; the state that",
      "they leave on disk is there when they come back."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./recon scale 3      three instances share the partitions",
      "  ./recon scale 1      one has them all again",
      "  ./recon status       which instance has which partitions, and how far copies lag"
    })
final class ScaleCommand implements Callable<Integer> {
  private static final int MOST = 16;

  @Mixin private CommonOptions common;

  @Parameters(paramLabel = "N", description = "How many instances, from 1 to 16.")
  private int wanted;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (wanted < 1 || wanted > MOST) {
      throw new ParameterException(
          spec.commandLine(), "N has to be a number from 1 to %d, not %d".formatted(MOST, wanted));
    }
    PrintWriter out = spec.commandLine().getOut();
    Optional<RunningStack> found = RunningStack.in(common.directory());
    if (found.isEmpty() || !found.get().expected().contains(Part.ENGINE)) {
      spec.commandLine()
          .getErr()
          .printf(
              "recon: no engine is running in %s; start one with ./recon up%n",
              common.directory().base());
      return ExitCodes.PART;
    }
    shrink(found.get(), out);
    grow(found.get(), out);
    new InstanceTable(found.get()).lines().forEach(out::println);
    return ExitCodes.OK;
  }

  private void shrink(RunningStack stack, PrintWriter out) {
    List<EngineInstance> more = stack.fleet().instances();
    for (int i = more.size() - 1; i >= 0; i--) {
      EngineInstance last = more.get(i);
      if (last.number() > wanted) {
        stack.fleet().stop(last);
        out.printf("  %s has left and stopped%n", last.id());
        out.flush();
      } else if (stack.fleet().process(last).isEmpty()) {
        // It was killed: its number is free.
        stack.fleet().stop(last);
      }
    }
  }

  private void grow(RunningStack stack, PrintWriter out) {
    List<Integer> running = stack.fleet().instances().stream().map(EngineInstance::number).toList();
    for (int number = 2; number <= wanted; number++) {
      if (!running.contains(number)) {
        EngineInstance started = stack.startInstance(CommonOptions.home(), number);
        out.printf("  %s is ready at %s%n", started.id(), started.apiUrl());
        out.flush();
      }
    }
  }
}
