package dev.threeway.topology.oracle;

import dev.threeway.schemas.records.BreakType;
import dev.threeway.schemas.records.Severity;
import dev.threeway.schemas.records.Source;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * What is wrong with a transaction in one respect.
 *
 * @param missing the silent source, for MISSING alone
 * @param values what each source says, where it says something
 */
record Finding(
    BreakType type,
    Source missing,
    Severity severity,
    Map<Source, String> values,
    List<Source> deviating,
    BigDecimal risk,
    String currency) {

  /** There is at most one break for each of these. */
  String kind() {
    return missing == null ? type.name() : type + " " + missing;
  }

  /** Whether another version has to be published to tell of this instead of an older finding. */
  boolean isNewsAfter(Finding older) {
    if (type == BreakType.MISSING) {
      return severity != older.severity
          || risk.compareTo(older.risk) != 0
          || !currency.equals(older.currency);
    }
    return !equals(older);
  }
}
