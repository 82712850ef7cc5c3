package dev.threeway.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TextTableTest {
  @Test
  void figuresStandToTheRightAndTheFirstAndLastColumnToTheLeft() {
    TextTable table = new TextTable("name", "legs/s", "verdicts");
    table.row("threeway", "9", "right");
    table.row("x", "100,000", "WRONG: 1 missing");

    assertThat(table.lines())
        .containsExactly(
            "name       legs/s  verdicts",
            "threeway        9  right",
            "x         100,000  WRONG: 1 missing");
  }

  @Test
  void aLineHasAsManyCellsAsThereAreHeadings() {
    TextTable table = new TextTable("a", "b");

    assertThatThrownBy(() -> table.row("1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("1 cells under 2 headings");
  }
}
