package dev.threeway.deploy.cli;

import dev.threeway.deploy.stack.Part;
import dev.threeway.deploy.stack.RunningStack;
import dev.threeway.deploy.stack.StackDirectory;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Stops a stack. */
@Command(
    name = "down",
    mixinStandardHelpOptions = true,
    description = {
      "Stop everything, also what a killed run has left behind.",
      "",
      "What the parts have stored stays, unless --delete-data is given."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./recon down                  stop; the next ./recon up goes on where this ended",
      "  ./recon down --delete-data    stop and forget everything"
    })
final class DownCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Option(names = "--delete-data", description = "Delete what the parts have stored.")
  private boolean deleteData;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    boolean any = false;
    for (StackDirectory directory : directories()) {
      any |= stop(directory, out);
      if (deleteData) {
        directory.deleteData();
      }
    }
    if (!any) {
      out.println("Nothing is running.");
    }
    return ExitCodes.OK;
  }

  private static boolean stop(StackDirectory directory, PrintWriter out) {
    Optional<RunningStack> found = RunningStack.in(directory);
    found.ifPresent(
        stack -> {
          String parts =
              stack.parts().keySet().stream().map(Part::id).collect(Collectors.joining(", "));
          out.printf("Stopping %s in %s …%n", parts, directory.base());
          out.flush();
          stack.stop();
          out.println("Everything is stopped.");
        });
    return found.isPresent();
  }

  private List<StackDirectory> directories() {
    List<StackDirectory> directories = new ArrayList<>(List.of(common.directory()));
    if (common.isDefault()) {
      directories.add(new StackDirectory(common.directory().base().resolve("demo")));
    }
    return directories;
  }
}
