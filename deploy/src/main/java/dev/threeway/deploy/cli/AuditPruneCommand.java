package dev.threeway.deploy.cli;

import dev.threeway.deploy.stack.Identity;
import dev.threeway.queryapi.audit.AuditPruner;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Removes old rows of the audit. */
@Command(
    name = "prune",
    mixinStandardHelpOptions = true,
    description = {
      "Remove old rows of the audit so that what is left can still be proven.",
      "",
      "The chain is verified first, and left as it is if a row is broken. Then everything before",
      "the last anchored row that is old enough goes. That row is anchored once more, as the one",
      "that the chain begins with, and the removal becomes a row itself. Whoever removes rows in",
      "another way is found by ./recon audit verify.",
      "",
      "The role has to own audit_logs, which the role of the API does not, and the Kafka client to",
      "write to audit_anchors. The password of the role is taken from the environment,",
      "THREEWAY_AUDIT_PASSWORD. Those who write may go on.",
      "",
      "Exits with 0 if it is done, with 1 if the chain is broken, and with 3 if the table or the",
      "topic cannot be read or changed."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./recon audit prune --before 2026-01-01T00:00:00Z",
      "  ./recon audit prune --before 2026-01-01T00:00:00Z --user owner \\",
      "    --jdbc-url jdbc:postgresql://db:5432/reconciliation --bootstrap-servers kafka:9092"
    })
final class AuditPruneCommand implements Callable<Integer> {
  @Mixin private AuditPlace place;

  @Option(
      names = "--before",
      paramLabel = "TIME",
      required = true,
      description = "Rows of this time and later stay.")
  private Instant before;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Map<String, Object> kafka = place.kafka(Identity.INSTALLER);
    AuditPruner pruner = new AuditPruner(place.connections(), kafka, InstantSource.system());
    try {
      AuditPruner.Pruned pruned = pruner.prune(before, System.getProperty("user.name"));
      spec.commandLine()
          .getOut()
          .printf(
              Locale.ROOT,
              "%,d rows are removed; the chain begins at row %,d%n",
              pruned.removed(),
              pruned.first());
      return ExitCodes.OK;
    } catch (IllegalStateException broken) {
      spec.commandLine().getErr().println("recon: " + broken.getMessage());
      return ExitCodes.FAILED;
    } catch (SQLException unusable) {
      return fail("cannot prune audit_logs in " + place.database(), unusable);
    } catch (KafkaException unusable) {
      return fail("cannot use audit_anchors at " + kafka.get("bootstrap.servers"), unusable);
    }
  }

  private int fail(String what, Exception cause) {
    spec.commandLine().getErr().println(AuditPlace.failure(what, cause));
    return ExitCodes.PART;
  }
}
