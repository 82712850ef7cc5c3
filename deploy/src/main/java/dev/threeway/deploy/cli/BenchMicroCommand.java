package dev.threeway.deploy.cli;

import dev.threeway.benchmarks.micro.MicroBench;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures the small things. */
@Command(
    name = "micro",
    mixinStandardHelpOptions = true,
    description = {
      "Measure by JMH what single steps cost: reading a leg, deciding about a group, storing it,",
      "checking a token.",
      "Prints nanoseconds and allocated bytes for each call. Needs no broker; takes two minutes."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./recon bench micro                        everything",
      "  ./recon bench micro --only decide          what has this in its name",
      "  ./recon bench micro --only Token           what the check of a token costs",
      "  ./recon bench micro --forks 3 --json micro.json"
    })
final class BenchMicroCommand implements Callable<Integer> {
  @Option(
      names = "--only",
      paramLabel = "REGEX",
      defaultValue = ".",
      description = "Part of the names of those to run. Default: all.")
  private String only;

  @Option(
      names = "--forks",
      paramLabel = "N",
      defaultValue = "2",
      description = "JVMs for each, one after the other. Default: ${DEFAULT-VALUE}.")
  private int forks;

  @Option(names = "--json", paramLabel = "FILE", description = "Write JMH's report to a file, too.")
  private Path json;

  @Override
  public Integer call() {
    MicroBench.run(only, forks, json);
    return ExitCodes.OK;
  }
}
