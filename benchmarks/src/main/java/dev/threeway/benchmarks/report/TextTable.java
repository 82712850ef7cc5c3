package dev.threeway.benchmarks.report;

import java.util.ArrayList;
import java.util.List;

/** Plain text in columns: the first and the last to the left, figures to the right. */
public final class TextTable {
  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();

  /** A table with these headings. */
  public TextTable(String... headings) {
    rows.add(List.of(headings));
  }

  /** Adds a line. */
  public void row(String... cells) {
    if (cells.length != rows.get(0).size()) {
      throw new IllegalArgumentException(
          "%d cells under %d headings".formatted(cells.length, rows.get(0).size()));
    }
    rows.add(List.of(cells));
  }

  /** Its lines, without blanks at their ends. */
  public List<String> lines() {
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        String blanks = " ".repeat(widths[i] - row.get(i).length());
        boolean toTheLeft = i == 0 || i == columns - 1;
        line.append(i == 0 ? "" : GAP).append(toTheLeft ? "" : blanks).append(row.get(i));
        line.append(toTheLeft ? blanks : "");
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }
}
