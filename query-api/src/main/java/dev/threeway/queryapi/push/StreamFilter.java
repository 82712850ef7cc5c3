package dev.threeway.queryapi.push;

import dev.threeway.schemas.records.BreakType;
import dev.threeway.schemas.records.Mismatch;
import dev.threeway.schemas.records.ReconciliationResult;
import dev.threeway.schemas.records.Severity;
import dev.threeway.schemas.records.Source;
import java.util.Set;

/**
 * Which events a client gets. An empty set lets everything pass; results have none of the
 * properties of a break, so that they do not pass where one of those is asked for.
 *
 * @param sources sources that deviate or are missing
 * @param currencies ISO 4217 codes
 */
public record StreamFilter(
    Set<EventKind> kinds,
    Set<BreakType> types,
    Set<Severity> severities,
    Set<Source> sources,
    Set<String> currencies) {
  /** Lets everything pass. */
  public static final StreamFilter ALL =
      new StreamFilter(Set.of(), Set.of(), Set.of(), Set.of(), Set.of());

  public StreamFilter {
    kinds = Set.copyOf(kinds);
    types = Set.copyOf(types);
    severities = Set.copyOf(severities);
    sources = Set.copyOf(sources);
    currencies = Set.copyOf(currencies);
  }

  /** Whether a property is asked for that only breaks have. */
  public boolean isForBreaks() {
    return !(types.isEmpty() && severities.isEmpty() && sources.isEmpty());
  }

  boolean accepts(EventKind kind, Object payload) {
    if (!passes(kinds, kind)) {
      return false;
    }
    if (payload instanceof Mismatch mismatch) {
      return passes(types, mismatch.getType())
          && passes(severities, mismatch.getSeverity())
          && passes(currencies, mismatch.getCurrency())
          && (sources.isEmpty() || concerns(mismatch));
    }
    if (payload instanceof ReconciliationResult result) {
      return !isForBreaks() && passes(currencies, result.getCurrency());
    }
    return true;
  }

  private boolean concerns(Mismatch mismatch) {
    return sources.stream()
        .anyMatch(
            source ->
                source == mismatch.getMissingSource()
                    || mismatch.getDeviating().contains(source.name()));
  }

  private static <T> boolean passes(Set<T> wanted, T value) {
    return wanted.isEmpty() || wanted.contains(value);
  }
}
