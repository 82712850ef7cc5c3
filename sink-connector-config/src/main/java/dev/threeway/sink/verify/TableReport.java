package dev.threeway.sink.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a comparison of a table with its topics has shown.
 *
 * @param table the table
 * @param records how many records its topics had
 * @param due how many rows there have to be
 * @param rows how many rows there are
 * @param missing rows that are not there
 * @param surplus rows that no record accounts for
 * @param different rows that are not what their last record says
 * @param lost records that can be no row and are not among the dead letters either
 * @param setAside records that are among the dead letters; no difference
 * @param notJudged rows whose records their topic has forgotten; no difference
 * @param lag how many offsets the sink had not committed when the time was over
 * @param details some of the differences, one line each
 */
public record TableReport(
    SinkTable table,
    long records,
    long due,
    long rows,
    long missing,
    long surplus,
    long different,
    long lost,
    long setAside,
    long notJudged,
    long lag,
    List<String> details) {
  public TableReport {
    details = List.copyOf(details);
  }

  /** How many differences there are; none if the table is as it should be. */
  public long differences() {
    return missing + surplus + different + lost;
  }

  /** The report for people. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%-24s %,d records, %,d rows due, %,d rows: %s",
            table.table(),
            records,
            due,
            rows,
            differences() == 0 ? "0 differences" : sentence()));
    if (setAside > 0) {
      lines.add("  %,d records are in connect_dead_letters".formatted(setAside));
    }
    if (notJudged > 0) {
      lines.add(
          "  %,d rows are not judged: their topic has forgotten their records"
              .formatted(notJudged));
    }
    if (lag > 0 && differences() > 0) {
      lines.add("  the sink is %,d offsets behind".formatted(lag));
    }
    details.forEach(detail -> lines.add("  " + detail));
    return lines;
  }

  private String sentence() {
    return String.format(
        Locale.ROOT,
        "%,d differences (%,d missing, %,d surplus, %,d different, %,d lost)",
        differences(),
        missing,
        surplus,
        different,
        lost);
  }
}
