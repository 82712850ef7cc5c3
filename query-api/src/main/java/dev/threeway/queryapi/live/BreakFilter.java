package dev.threeway.queryapi.live;

import dev.threeway.schemas.records.BreakType;
import dev.threeway.schemas.records.Severity;
import dev.threeway.schemas.records.Source;
import dev.threeway.topology.rules.Break;

/**
 * Which breaks a list shows. Null lets every value pass.
 *
 * @param source a source that deviates from the others or is missing
 */
public record BreakFilter(BreakType type, Severity severity, Source source) {
  /** Lets every break pass. */
  public static final BreakFilter ALL = new BreakFilter(null, null, null);

  boolean accepts(Break candidate) {
    return (type == null || candidate.finding().type() == type)
        && (severity == null || candidate.finding().severity() == severity)
        && (source == null || candidate.finding().deviating().contains(source));
  }
}
