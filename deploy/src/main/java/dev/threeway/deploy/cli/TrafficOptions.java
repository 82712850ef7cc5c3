package dev.threeway.deploy.cli;

import picocli.CommandLine.Option;

/** What decides the traffic, whoever judges it. */
final class TrafficOptions {
  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Decides everything about the traffic but its times. Default: ${DEFAULT-VALUE}.")
  long seed;

  @Option(
      names = "--faults",
      paramLabel = "PLAN",
      defaultValue = "all",
      description = {
        "Which share of the transactions gets which fault, as in amount=2%%,missing=0.5%%;",
        "'all' gives every fault 1 %%, 'all,late=0%%' leaves one out, 'none' gives none.",
        "Default: ${DEFAULT-VALUE}."
      })
  String faults;
}
