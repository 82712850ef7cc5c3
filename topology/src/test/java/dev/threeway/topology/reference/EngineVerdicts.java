package dev.threeway.topology.reference;

import dev.threeway.schemas.records.BreakState;
import dev.threeway.schemas.records.BreakType;
import dev.threeway.schemas.records.Mismatch;
import dev.threeway.schemas.records.ReconciliationResult;
import dev.threeway.schemas.records.Source;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the engine published, in the words of the reference: the last state of each transaction. */
final class EngineVerdicts {
  private EngineVerdicts() {}

  /**
   * The last verdict on each transaction, by txn_id.
   *
   * @throws IllegalStateException if the legs of a transaction's last result and its open MISSING
   *     breaks do not add up to the three sources
   */
  static Map<String, Verdict> of(List<Mismatch> mismatches, List<ReconciliationResult> results) {
    Map<String, Mismatch> breaks = new LinkedHashMap<>();
    mismatches.forEach(each -> breaks.put(each.getMismatchId(), each));
    Map<String, Verdict> verdicts = new TreeMap<>();
    for (ReconciliationResult result : lastOfEach(results)) {
      verdicts.put(result.getTxnId(), verdict(result, openBreaks(result.getTxnId(), breaks)));
    }
    return verdicts;
  }

  private static Iterable<ReconciliationResult> lastOfEach(List<ReconciliationResult> results) {
    Map<String, ReconciliationResult> last = new TreeMap<>();
    results.forEach(each -> last.put(each.getTxnId(), each));
    return last.values();
  }

  private static List<Mismatch> openBreaks(String txnId, Map<String, Mismatch> breaks) {
    return breaks.values().stream()
        .filter(each -> each.getTxnId().equals(txnId) && each.getState() == BreakState.OPEN)
        .toList();
  }

  private static Verdict verdict(ReconciliationResult result, List<Mismatch> open) {
    List<Source> reported = new ArrayList<>();
    List<Source> missing = new ArrayList<>();
    note(Source.CORE, result.getHasCore(), reported, missing);
    note(Source.GATEWAY, result.getHasGateway(), reported, missing);
    note(Source.MOBILE, result.getHasMobile(), reported, missing);
    TreeSet<BreakType> differing = new TreeSet<>();
    for (Mismatch each : open) {
      if (each.getType() != BreakType.MISSING) {
        differing.add(each.getType());
      } else if (!missing.remove(each.getMissingSource())) {
        throw new IllegalStateException("MISSING, but it has reported: " + each);
      }
    }
    if (!missing.isEmpty()) {
      throw new IllegalStateException("no MISSING break of %s: %s".formatted(missing, result));
    }
    return new Verdict(List.copyOf(reported), List.copyOf(differing));
  }

  private static void note(
      Source source, boolean hasReported, List<Source> reported, List<Source> missing) {
    (hasReported ? reported : missing).add(source);
  }
}
