package dev.threeway.topology.rules;

import dev.threeway.schemas.records.BreakType;
import dev.threeway.schemas.records.Severity;
import dev.threeway.schemas.records.Source;
import java.util.List;

/**
 * What a comparison found: there is at most one for each (type, missing source) of a group.
 *
 * @param missingSource the silent source; null for every type but MISSING
 * @param coreValue what CORE reported for the compared field; null if nothing, likewise the others
 * @param deviating the sources outside the majority, in the order of {@link Source}
 * @param amountAtRisk in 1/10 000 of the unit of {@code currency}
 */
public record Finding(
    BreakType type,
    Source missingSource,
    Severity severity,
    String coreValue,
    String gatewayValue,
    String mobileValue,
    List<Source> deviating,
    long amountAtRisk,
    String currency) {

  boolean isAbout(Finding other) {
    return type == other.type && missingSource == other.missingSource;
  }

  /**
   * Whether the two would be published differently. What the present sources report is no part of a
   * MISSING break: it is published once, and again only when its weight changes.
   */
  boolean differsFrom(Finding other) {
    if (type == BreakType.MISSING) {
      return amountAtRisk != other.amountAtRisk
          || severity != other.severity
          || !currency.equals(other.currency);
    }
    return !equals(other);
  }
}
