package dev.threeway.sink.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CopyRowTest {
  private final CopyRow row = new CopyRow();

  private String of(Object... values) throws UnstorableValueException {
    for (Object value : values) {
      row.value(value);
    }
    return row.end();
  }

  @Test
  void columnsAreSeparatedByTabsAndNullIsMarked() throws Exception {
    assertThat(of("a", null, 7, true)).isEqualTo("a\t\\N\t7\ttrue\n");
  }

  @Test
  void textIsEscapedSoThatNoValueEndsItsColumnOrRow() throws Exception {
    assertThat(of("tab\t line\n return\r back\\slash \\N"))
        .isEqualTo("tab\\t line\\n return\\r back\\\\slash \\\\N\n");
  }

  @Test
  void listsAreArrayLiteralsEscapedTwice() throws Exception {
    assertThat(of(List.of(), List.of("a,b", "\"c\"\\")))
        .isEqualTo("{}\t{\"a,b\",\"\\\\\"c\\\\\"\\\\\\\\\"}\n");
  }

  @Test
  void decimalsHaveFourDecimalsAndAreNeverInExponents() throws Exception {
    assertThat(of(new BigDecimal("1E+3"), new BigDecimal("0.5"))).isEqualTo("1000.0000\t0.5000\n");
  }

  @Test
  void timesOfEveryYearAreThoseThatPostgresqlReads() throws Exception {
    assertThat(
            of(
                Instant.parse("2026-03-01T10:00:00.123Z"),
                Instant.parse("+12026-03-01T10:00:00Z"),
                Instant.parse("-0043-03-15T12:00:00Z")))
        .isEqualTo(
            "2026-03-01T10:00:00.123Z\t12026-03-01 10:00:00.000+00\t0044-03-15 12:00:00.000+00 BC\n");
  }

  @Test
  void whatPostgresqlCannotStoreIsRefusedAndTheNextRowIsWhole() throws Exception {
    for (Object value : Arrays.asList("a\0b", List.of("\0"), new BigDecimal("1e16"))) {
      row.value("begun");
      assertThatThrownBy(() -> row.value(value)).isInstanceOf(UnstorableValueException.class);
      row.cancel();
      assertThat(of("next")).isEqualTo("next\n");
    }
  }
}
