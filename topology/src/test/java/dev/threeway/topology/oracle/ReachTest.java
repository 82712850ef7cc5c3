package dev.threeway.topology.oracle;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;

/** Random histories prove something only if they come upon every rule. */
class ReachTest {
  private static final List<String> EVERYTHING =
      Stream.of(
              Stream.of("CURRENCY", "AMOUNT", "STATUS", "ACCOUNT", "TIMESTAMP", "DUPLICATE")
                  .map(type -> " " + type + ": v2"),
              Stream.of("CURRENCY", "AMOUNT", "STATUS", "ACCOUNT", "TIMESTAMP")
                  .map(type -> " " + type + ": v\\d+ RESOLVED AUTO_CORRECTED"),
              Stream.of("CORE", "GATEWAY", "MOBILE")
                  .map(source -> " MISSING " + source + ": v2 RESOLVED AUTO_LATE_ARRIVAL"),
              Stream.of("LOW", "MEDIUM", "HIGH", "CRITICAL")
                  .map(severity -> " OPEN " + severity + " "),
              Stream.of("PENDING", "MATCHED", "MATCHED_WITHIN_TOLERANCE", "MISMATCHED")
                  .map(status -> " result: v\\d+ " + status + " "),
              Stream.of(
                      "FIRST_REPORT",
                      "REVISION",
                      "DUPLICATE",
                      "STALE_REVISION",
                      "CONFLICT",
                      "UNREADABLE",
                      "NULL_KEY",
                      "NULL_VALUE",
                      "KEY_MISMATCH",
                      "WRONG_SOURCE",
                      "UNKNOWN_CURRENCY",
                      "INVALID_AMOUNT",
                      "UNKNOWN_ENUM",
                      "INVALID_ID",
                      "FUTURE_EVENT",
                      "EXPIRED",
                      "PURGED_GROUP")
                  .map(name -> "(?m)^total \\w+ " + name + " ="),
              Stream.of(
                  // A break that came, went and came again.
                  "(?m)^(T\\d [A-Z ]+): v\\d+ RESOLVED [^\n]*\n\\1: v\\d+ OPEN",
                  // A transaction whose group was purged, and that was heard of again.
                  "(?m)^(T\\d [A-Z ]+): v1 [^\n]*\n(\\1: v[^\n]*\n)*\\1: v1"))
          .flatMap(names -> names)
          .toList();

  private static final List<Pattern> PATTERNS = EVERYTHING.stream().map(Pattern::compile).toList();

  @Property(tries = 3000)
  @StatisticsReport(onFailureOnly = true)
  void randomHistoriesComeUponEveryRule(@ForAll("scripts") Script script) {
    String outcome = new Oracle(OracleRules.SHORT).decide(script.at(Script.START), 0).toString();
    IntStream.range(0, EVERYTHING.size())
        .forEach(
            i ->
                Statistics.label(EVERYTHING.get(i))
                    .collect(PATTERNS.get(i).matcher(outcome).find())
                    .coverage(found -> found.check(true).count(times -> times > 0)));
  }

  @Provide
  Arbitrary<Script> scripts() {
    return Arbitraries.oneOf(
        Moves.scripts(Moves.moves(), 1),
        Moves.scripts(Moves.ofAmounts(), 1),
        Moves.scripts(Moves.ofRevisions(), 1));
  }
}
