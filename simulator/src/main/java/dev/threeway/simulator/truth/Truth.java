package dev.threeway.simulator.truth;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a run injected, read from its truth file. Immutable. */
public final class Truth {
  private static final int DIGITS = 9;

  private final TruthHeader header;
  private final Map<String, FaultRecord> faults;
  private final Set<String> cut;
  private final TruthTotals totals;

  private Truth(
      TruthHeader header, Map<String, FaultRecord> faults, Set<String> cut, TruthTotals totals) {
    this.header = header;
    this.faults = faults;
    this.cut = cut;
    this.totals = totals;
  }

  /**
   * Reads a truth file. A last line that was cut off by a kill is left out.
   *
   * @throws UncheckedIOException if the file cannot be read
   * @throws IllegalArgumentException if it is no truth file; names the file and the line
   */
  public static Truth read(Path file) {
    try (BufferedReader in = Files.newBufferedReader(file)) {
      return read(file, in);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the truth file " + file + ": " + e, e);
    }
  }

  private static Truth read(Path file, BufferedReader in) throws IOException {
    TruthHeader header = null;
    Map<String, FaultRecord> faults = new LinkedHashMap<>();
    Set<String> cut = new HashSet<>();
    TruthTotals totals = null;
    int number = 0;
    for (String line = in.readLine(); line != null; ) {
      number++;
      String next = in.readLine();
      try {
        JsonNode node = TruthLines.MAPPER.readTree(line);
        String kind = node.path(TruthLines.KIND).asText();
        switch (kind) {
          case TruthLines.HEADER -> header = to(node, TruthHeader.class);
          case TruthLines.FAULT -> {
            FaultRecord fault = to(node, FaultRecord.class);
            faults.put(fault.txnId(), fault);
          }
          case TruthLines.CUT -> cut.add(to(node, TruthLines.Cut.class).txnId());
          case TruthLines.TOTALS -> totals = to(node, TruthTotals.class);
          default -> throw malformed(file, number, "its kind is '" + kind + "'", null);
        }
      } catch (JsonProcessingException e) {
        if (next != null || header == null) {
          throw malformed(file, number, e.getOriginalMessage(), e);
        }
      }
      line = next;
    }
    if (header == null) {
      throw malformed(file, 1, "there is no header", null);
    }
    faults.keySet().removeAll(cut);
    return new Truth(
        header, Collections.unmodifiableMap(faults), Collections.unmodifiableSet(cut), totals);
  }

  private static <T> T to(JsonNode node, Class<T> type) throws JsonProcessingException {
    return TruthLines.MAPPER.treeToValue(node, type);
  }

  private static IllegalArgumentException malformed(
      Path file, int line, String what, Exception cause) {
    return new IllegalArgumentException(
        "%s is no truth file: line %d: %s".formatted(file, line, what), cause);
  }

  /** The settings of the run. */
  public TruthHeader header() {
    return header;
  }

  /** Every transaction with a fault that is to be judged, in the order of the run. */
  public Collection<FaultRecord> faults() {
    return faults.values();
  }

  /** The fault of a transaction; empty if it has none or is not to be judged. */
  public Optional<FaultRecord> fault(String txnId) {
    return Optional.ofNullable(faults.get(txnId));
  }

  /** The transactions that are not to be judged, because some leg was not sent in time. */
  public Set<String> cut() {
    return cut;
  }

  /**
   * Whether an id was given away by this run: its run id, "-", nine digits and whatever follows.
   */
  public boolean owns(String txnId) {
    int prefix = header.runId().length() + 1;
    return txnId.startsWith(header.runId() + "-")
        && txnId.length() >= prefix + DIGITS
        && txnId.substring(prefix, prefix + DIGITS).chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** How many records have to be rejected, by reason, without those of cut transactions. */
  public Map<Rejection, Long> deadLetters() {
    Map<Rejection, Long> sums = new EnumMap<>(Rejection.class);
    for (FaultRecord fault : faults.values()) {
      fault
          .expectedDeadLetters()
          .forEach((reason, count) -> sums.merge(reason, (long) count, Long::sum));
    }
    return sums;
  }

  /** What was sent in all; empty if the run did not come to its end. */
  public Optional<TruthTotals> totals() {
    return Optional.ofNullable(totals);
  }

  /** Whether the run came to its end, so that nothing is missing from the file. */
  public boolean complete() {
    return totals != null;
  }
}
