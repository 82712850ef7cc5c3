package dev.threeway.deploy.cli;

import dev.threeway.deploy.stack.Identity;
import dev.threeway.queryapi.audit.AnchorReader;
import dev.threeway.queryapi.audit.ChainBreak;
import dev.threeway.queryapi.audit.ChainReport;
import dev.threeway.queryapi.audit.ChainVerifier;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Walks the chain of the audit. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Walk the chain of audit rows from the first to the last, compute every hash again, and hold",
      "the rows against every anchor on the topic. Names the first broken row.",
      "",
      "It finds a row that was changed, deleted, moved or put in; rows that are missing from the",
      "end, and rows that were all computed again, as far as an anchor was published after them",
      "(every 10 s by default). Those who write may go on.",
      "",
      "By default it looks at the stack of this directory; name another database and cluster with",
      "--jdbc-url and --bootstrap-servers. The role needs SELECT on audit_logs; its password is",
      "taken from the environment, THREEWAY_AUDIT_PASSWORD.",
      "",
      "Exits with 0 if the chain is whole, with 1 if a row is broken, and with 3 if the table or",
      "the topic cannot be read."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./recon audit verify",
      "  ./recon audit verify --jdbc-url jdbc:postgresql://db:5432/reconciliation --user auditor \\",
      "    --bootstrap-servers kafka:9092"
    })
final class AuditVerifyCommand implements Callable<Integer> {
  @Mixin private AuditPlace place;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    LiveLine progress = new LiveLine(spec.commandLine().getErr());
    Map<String, Object> kafka = place.kafka(Identity.READER);
    ChainVerifier verifier = new ChainVerifier(place.connections(), new AnchorReader(kafka));
    ChainReport report;
    try {
      report =
          verifier.verify(
              row -> progress.show(String.format(Locale.ROOT, "verified up to row %,d", row)));
    } catch (SQLException unreadable) {
      return fail("cannot read audit_logs in " + place.database(), unreadable);
    } catch (KafkaException unreadable) {
      return fail("cannot read audit_anchors at " + kafka.get("bootstrap.servers"), unreadable);
    }
    progress.end(String.format(Locale.ROOT, "verified up to row %,d", report.rows()));
    if (report.broken().isEmpty()) {
      out.printf(
          Locale.ROOT,
          "The chain is whole: %,d rows%s, %,d anchors, the last hash %s%n",
          report.rows() - report.first() + 1,
          report.first() == 1 ? "" : String.format(Locale.ROOT, " from row %,d on", report.first()),
          report.anchors(),
          report.head());
      return ExitCodes.OK;
    }
    ChainBreak broken = report.broken().get();
    out.printf(
        Locale.ROOT,
        "THE CHAIN IS BROKEN at row %d (%s): %s.%n",
        broken.sequence(),
        broken.kind(),
        broken.reason());
    return ExitCodes.FAILED;
  }

  private int fail(String what, Exception cause) {
    spec.commandLine().getErr().println(AuditPlace.failure(what, cause));
    return ExitCodes.PART;
  }
}
