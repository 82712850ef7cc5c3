package dev.threeway.simulator.score;

import dev.threeway.schemas.records.BreakType;
import dev.threeway.schemas.records.Source;
import dev.threeway.simulator.truth.ExpectedBreak;
import dev.threeway.simulator.truth.FaultRecord;
import dev.threeway.simulator.truth.Truth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What was found, measured against what was injected. A break is told by transaction, type and, for
 * {@code MISSING}, source. One that was found in the wrong state, or closed for the wrong reason,
 * counts as a false positive and a false negative; one that was found twice, as a false positive.
 * Transactions that the truth says are not to be judged count for nothing.
 *
 * @param types the score of each break type, in the order of the schema
 * @param foreign how many breaks belong to transactions of another run; they are not judged
 * @param problems the first few wrong ones, one line each
 */
public record Score(Map<BreakType, TypeScore> types, long foreign, List<String> problems) {
  /** How many problems are listed. */
  public static final int MAX_PROBLEMS = 10;

  /** Copies the collections, so that a score never changes. */
  public Score {
    types = Collections.unmodifiableMap(new EnumMap<>(types));
    problems = List.copyOf(problems);
  }

  /** Measures breaks, each given once in its last version, against the truth. */
  public static Score of(Truth truth, Collection<DetectedBreak> detected) {
    return new Counting(truth).count(detected);
  }

  /** All types together. */
  public TypeScore total() {
    return types.values().stream().reduce(new TypeScore(0, 0, 0, 0, 0), TypeScore::plus);
  }

  /** Whether everything was found and nothing else: precision and recall are 1 for every type. */
  public boolean perfect() {
    return types.values().stream().allMatch(TypeScore::perfect);
  }

  private record Key(String txnId, BreakType type, Source missingSource) {
    @Override
    public String toString() {
      return txnId + " " + type + (missingSource == null ? "" : " of " + missingSource);
    }
  }

  private static final class Counting {
    private final Truth truth;
    private final Map<Key, ExpectedBreak> open = new LinkedHashMap<>();
    private final Map<Key, ExpectedBreak> expected;
    private final Map<BreakType, long[]> counts = new EnumMap<>(BreakType.class);
    private final List<String> problems = new ArrayList<>();
    private long foreign;

    private static final int INJECTED = 0;
    private static final int DETECTED = 1;
    private static final int RIGHT = 2;
    private static final int FALSE_POSITIVE = 3;
    private static final int FALSE_NEGATIVE = 4;

    Counting(Truth truth) {
      this.truth = truth;
      for (BreakType type : BreakType.values()) {
        counts.put(type, new long[5]);
      }
      for (FaultRecord fault : truth.faults()) {
        for (ExpectedBreak one : fault.expectedBreaks()) {
          open.put(new Key(fault.txnId(), one.type(), one.missingSource()), one);
          count(one.type(), INJECTED);
        }
      }
      this.expected = Map.copyOf(open);
    }

    Score count(Collection<DetectedBreak> detected) {
      for (DetectedBreak found : detected) {
        if (!truth.owns(found.txnId())) {
          foreign++;
        } else if (!truth.cut().contains(found.txnId())) {
          judge(found);
        }
      }
      open.forEach((key, missed) -> wrong(key, FALSE_NEGATIVE, "not found"));
      Map<BreakType, TypeScore> types = new EnumMap<>(BreakType.class);
      counts.forEach(
          (type, n) -> {
            TypeScore score = new TypeScore(n[0], n[1], n[2], n[3], n[4]);
            if (type != BreakType.UNKNOWN || !score.empty()) {
              types.put(type, score);
            }
          });
      return new Score(types, foreign, problems);
    }

    private void judge(DetectedBreak found) {
      Key key = new Key(found.txnId(), found.type(), found.missingSource());
      count(found.type(), DETECTED);
      ExpectedBreak wanted = open.remove(key);
      if (wanted == null) {
        wrong(key, FALSE_POSITIVE, expected.containsKey(key) ? "found twice" : "not injected");
      } else if (found.state() != wanted.state()
          || (found.resolution() != null
              && !Objects.equals(found.resolution(), wanted.resolution()))) {
        count(found.type(), FALSE_NEGATIVE);
        wrong(
            key,
            FALSE_POSITIVE,
            "found %s %s instead of %s %s"
                .formatted(found.state(), found.resolution(), wanted.state(), wanted.resolution()));
      } else {
        count(found.type(), RIGHT);
      }
    }

    private void count(BreakType type, int what) {
      counts.get(type)[what]++;
    }

    private void wrong(Key key, int what, String why) {
      count(key.type(), what);
      if (problems.size() < MAX_PROBLEMS) {
        String injected =
            truth
                .fault(key.txnId())
                .map(fault -> " (injected: " + fault.fault() + ": " + fault.details() + ")")
                .orElse(" (a transaction without a fault)");
        problems.add(key + ": " + why + injected);
      }
    }
  }
}
