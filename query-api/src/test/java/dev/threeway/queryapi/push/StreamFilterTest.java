package dev.threeway.queryapi.push;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threeway.schemas.records.BreakType;
import dev.threeway.schemas.records.Mismatch;
import dev.threeway.schemas.records.ReconciliationResult;
import dev.threeway.schemas.records.Severity;
import dev.threeway.schemas.records.Source;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StreamFilterTest {
  private static final Mismatch HIGH_USD = MemoryLog.mismatch("T1", Severity.HIGH);
  private static final ReconciliationResult EUR = MemoryLog.result("T2", "EUR");
  private static final Object STATS = new Object();

  @Test
  void withoutAnythingAskedForEverythingPasses() {
    assertThat(passing(StreamFilter.ALL)).containsExactly("mismatch", "result", "stats");
  }

  @Test
  void kindsPassThatAreNamed() {
    assertThat(passing(filter(Set.of(EventKind.RESULT, EventKind.STATS))))
        .containsExactly("result", "stats");
  }

  @Test
  void propertiesOfABreakKeepResultsOutAndLetTheInstanceSpeak() {
    assertThat(passing(breaks(Set.of(BreakType.AMOUNT), Set.of(), Set.of())))
        .containsExactly("mismatch", "stats");
    assertThat(passing(breaks(Set.of(BreakType.STATUS), Set.of(), Set.of())))
        .containsExactly("stats");
    assertThat(passing(breaks(Set.of(), Set.of(Severity.LOW, Severity.HIGH), Set.of())))
        .containsExactly("mismatch", "stats");
    assertThat(passing(breaks(Set.of(), Set.of(Severity.LOW), Set.of()))).containsExactly("stats");
  }

  @Test
  void aSourcePassesThatDeviatesOrIsMissing() {
    assertThat(passing(breaks(Set.of(), Set.of(), Set.of(Source.GATEWAY))))
        .containsExactly("mismatch", "stats");
    assertThat(passing(breaks(Set.of(), Set.of(), Set.of(Source.MOBILE)))).containsExactly("stats");

    Mismatch missing = MemoryLog.mismatch("T3", Severity.HIGH);
    missing.setType(BreakType.MISSING);
    missing.setMissingSource(Source.MOBILE);
    missing.setDeviating(List.of());

    assertThat(
            breaks(Set.of(), Set.of(), Set.of(Source.MOBILE, Source.CORE))
                .accepts(EventKind.MISMATCH, missing))
        .isTrue();
  }

  @Test
  void aCurrencyPassesOfBreaksAndResults() {
    assertThat(passing(currency("USD"))).containsExactly("mismatch", "stats");
    assertThat(passing(currency("EUR"))).containsExactly("result", "stats");
  }

  private static List<String> passing(StreamFilter filter) {
    return java.util.stream.Stream.of(
            filter.accepts(EventKind.MISMATCH, HIGH_USD) ? "mismatch" : "",
            filter.accepts(EventKind.RESULT, EUR) ? "result" : "",
            filter.accepts(EventKind.STATS, STATS) ? "stats" : "")
        .filter(name -> !name.isEmpty())
        .toList();
  }

  private static StreamFilter filter(Set<EventKind> kinds) {
    return new StreamFilter(kinds, Set.of(), Set.of(), Set.of(), Set.of());
  }

  private static StreamFilter currency(String code) {
    return new StreamFilter(Set.of(), Set.of(), Set.of(), Set.of(), Set.of(code));
  }

  private static StreamFilter breaks(
      Set<BreakType> types, Set<Severity> severities, Set<Source> sources) {
    return new StreamFilter(Set.of(), types, severities, sources, Set.of());
  }
}
