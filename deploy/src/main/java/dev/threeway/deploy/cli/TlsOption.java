package dev.threeway.deploy.cli;

import picocli.CommandLine.Option;

/** For commands that start a stack. */
final class TlsOption {
  @Option(
      names = "--tls",
      description = {
        "Encrypt every connection, with certificates made for this start in the directory's",
        "folder tls, by which the parts know one another and Kafka what each may do."
      })
  boolean wanted;
}
