package dev.threeway.deploy.cli;

import dev.threeway.benchmarks.profile.FlameGraph;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Draws a flame graph. */
@Command(
    name = "profile",
    mixinStandardHelpOptions = true,
    description = {
      "Draw where the time of a process went: a flame graph of a JFR recording.",
      "",
      "Record with -XX:StartFlightRecording=filename=FILE,settings=profile, or in a running process",
      "with jcmd PID JFR.start filename=FILE settings=profile duration=30s."
    },
    footerHeading = "%nExamples:%n",
    footer = "  ./recon bench profile engine.jfr --output engine.svg --threads StreamThread")
final class ProfileCommand implements Callable<Integer> {
  @Parameters(paramLabel = "RECORDING", description = "What the Flight Recorder wrote.")
  private Path recording;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      defaultValue = "flames.svg",
      description = "The picture. Default: ${DEFAULT-VALUE}.")
  private Path output;

  @Option(
      names = "--threads",
      paramLabel = "REGEX",
      defaultValue = "",
      description = "Part of the names of the threads that count. Default: all.")
  private String threads;

  @Option(
      names = "--title",
      paramLabel = "TEXT",
      defaultValue = "CPU samples",
      description = "Stands above the picture. Default: ${DEFAULT-VALUE}.")
  private String title;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    long samples = FlameGraph.draw(recording, Pattern.compile(threads), title, output);
    spec.commandLine().getOut().printf("%,d samples are in %s%n", samples, output);
    return 0;
  }
}
