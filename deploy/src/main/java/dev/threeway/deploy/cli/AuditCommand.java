package dev.threeway.deploy.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The record of who did what. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    description = {
      "Look after the record of who did what: the table audit_logs.",
      "",
      "Each row holds a hash over itself and the row before, and the newest hash is published on",
      "the topic audit_anchors every few seconds. GET /api/v1/audit shows the rows."
    },
    synopsisSubcommandLabel = "WHAT",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./recon audit verify                                  is every row the one that was written?",
      "  ./recon audit prune --before 2026-01-01T00:00:00Z     remove old rows, provably"
    },
    subcommands = {AuditVerifyCommand.class, AuditPruneCommand.class})
final class AuditCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "What about the audit? Verify it, or prune it?");
  }
}
