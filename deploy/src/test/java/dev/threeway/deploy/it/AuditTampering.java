package dev.threeway.deploy.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threeway.queryapi.audit.ChainBreak;
import dev.threeway.queryapi.audit.ChainBreak.Kind;
import dev.threeway.queryapi.audit.ChainReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Something that is done to the rows of the audit by whoever owns the table.
 *
 * @param row the one that has to be named, or, of rows that were all computed again, the first
 * @param kind null if nothing was changed after all
 */
record AuditTampering(String name, String statement, long row, Kind kind) {
  private static final String OTHER_USER = "UPDATE audit_logs SET user_name = 'somebody'";

  /** The cases, for a table of some dozen rows at least. */
  static List<AuditTampering> all(long last) {
    return List.of(
        new AuditTampering("a row changed", OTHER_USER + " WHERE sequence = 11", 11, Kind.CHANGED),
        new AuditTampering(
            "the outcome of a row changed",
            """
            UPDATE audit_logs SET outcome = CASE outcome WHEN 'DENIED' THEN 'ALLOWED' ELSE 'DENIED' END
            WHERE sequence = 12
            """,
            12,
            Kind.CHANGED),
        new AuditTampering(
            "the time of a row changed by 1 ms",
            "UPDATE audit_logs SET occurred_at = occurred_at + interval '1 ms' WHERE sequence = 13",
            13,
            Kind.CHANGED),
        new AuditTampering(
            "the hash of a row changed",
            "UPDATE audit_logs SET hash = sha256('x') WHERE sequence = 14",
            14,
            Kind.CHANGED),
        new AuditTampering(
            "a row deleted", "DELETE FROM audit_logs WHERE sequence = 12", 12, Kind.DELETED),
        new AuditTampering(
            "the first rows deleted", "DELETE FROM audit_logs WHERE sequence < 5", 1, Kind.DELETED),
        new AuditTampering(
            "a row deleted, and the others moved up",
            "DELETE FROM audit_logs WHERE sequence = 12;"
                + " UPDATE audit_logs SET sequence = sequence + 1000000 WHERE sequence > 12;"
                + " UPDATE audit_logs SET sequence = sequence - 1000001 WHERE sequence > 1000000",
            12,
            Kind.REORDERED),
        new AuditTampering(
            "two rows exchanged",
            "UPDATE audit_logs SET sequence = 1000000 + sequence WHERE sequence IN (13, 14);"
                + " UPDATE audit_logs SET sequence = 1000027 - sequence WHERE sequence > 1000000",
            13,
            Kind.REORDERED),
        new AuditTampering(
            "the end cut off",
            "DELETE FROM audit_logs WHERE sequence > " + (last - 3),
            last - 2,
            Kind.TRUNCATED),
        new AuditTampering("every row deleted", "DELETE FROM audit_logs", 1, Kind.TRUNCATED),
        new AuditTampering(
            "a row changed, and all from there computed again",
            AuditTable.rewrittenFrom(11, OTHER_USER + " WHERE sequence = 11"),
            11,
            Kind.REWRITTEN),
        // That those hashes were right in themselves: without a change they are the same.
        new AuditTampering(
            "nothing changed, and all computed again",
            AuditTable.rewrittenFrom(11, "SELECT 1"),
            0,
            null));
  }

  /** What has to be found. */
  String expected() {
    if (kind == null) {
      return "whole";
    }
    return kind == Kind.REWRITTEN
        ? "REWRITTEN from row %d or later".formatted(row)
        : "%s at row %d".formatted(kind, row);
  }

  private boolean isFound(Optional<ChainBreak> found) {
    if (kind == null || found.isEmpty()) {
      return kind == null && found.isEmpty();
    }
    return found.get().kind() == kind
        && (kind == Kind.REWRITTEN ? found.get().sequence() >= row : found.get().sequence() == row);
  }

  /** Does such things, one after the other, and keeps what was found. */
  record Table(AuditTable table, Callable<ChainReport> verify, List<String> lines) {
    Table(AuditTable table, Callable<ChainReport> verify) {
      this(table, verify, new ArrayList<>());
    }

    Stream<DynamicTest> tests(List<AuditTampering> all) {
      return all.stream().map(one -> DynamicTest.dynamicTest(one.name(), () -> run(one)));
    }

    private void run(AuditTampering one) throws Exception {
      table.open();
      Optional<ChainBreak> found;
      try {
        table.tamper(one.statement());
        found = verify.call().broken();
      } finally {
        table.restore();
        table.seal();
      }
      String got =
          found
              .map(broken -> "%s at row %d".formatted(broken.kind(), broken.sequence()))
              .orElse("whole");
      lines.add("%-52s %-36s %s".formatted(one.name(), one.expected(), got));
      assertThat(one.isFound(found))
          .as("%s: %s, got %s", one.name(), one.expected(), found)
          .isTrue();
      assertThat(verify.call().broken()).as("after %s was undone", one.name()).isEmpty();
    }

    String text() {
      return "%nAttacks on the audit log: %d%n%-52s %-36s %s%n%s%n"
          .formatted(lines.size(), "case", "expected", "got", String.join("\n", lines));
    }
  }
}
