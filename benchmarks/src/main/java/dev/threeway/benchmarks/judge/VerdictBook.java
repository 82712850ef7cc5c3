package dev.threeway.benchmarks.judge;

import dev.threeway.schemas.records.BreakState;
import dev.threeway.schemas.records.BreakType;
import dev.threeway.schemas.records.Source;
import dev.threeway.simulator.score.DetectedBreak;
import dev.threeway.simulator.score.Score;
import dev.threeway.simulator.truth.ExpectedBreak;
import dev.threeway.simulator.truth.FaultRecord;
import dev.threeway.simulator.truth.Truth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The last verdict on each transaction of a run: a few bytes for each, as there are millions. Not
 * thread-safe.
 */
final class VerdictBook {
  /** In place of a verdict that contradicts itself. */
  static final Verdict NONSENSE = new Verdict(0, bit(BreakType.UNKNOWN));

  private final String runId;
  private final int prefix;
  private final byte[] given;
  private final byte[] missing;
  private final byte[] differing;
  private long twice;

  /**
   * What is said about a transaction.
   *
   * @param missing a bit for the ordinal of each source that has not reported
   * @param differing a bit for the ordinal of each other type of break that holds
   */
  record Verdict(int missing, int differing) {}

  /**
   * An empty book.
   *
   * @param runId what the ids begin with
   * @param transactions how many there are; the ids end with numbers from 1 on
   */
  VerdictBook(String runId, long transactions) {
    int size = Math.toIntExact(transactions) + 1;
    this.runId = runId + "-";
    this.prefix = this.runId.length();
    this.given = new byte[size];
    this.missing = new byte[size];
    this.differing = new byte[size];
  }

  static int bit(Enum<?> value) {
    return 1 << value.ordinal();
  }

  /** The number of a transaction; 0 for one that is not judged. */
  int number(String txnId) {
    return txnId.startsWith(runId) ? Integer.parseInt(txnId, prefix, txnId.length(), 10) : 0;
  }

  private String txnId(int number) {
    return String.format(Locale.ROOT, "%s%09d", runId, number);
  }

  /** Writes a verdict down, in place of an earlier one; returns whether there was one. */
  boolean put(int number, Verdict verdict) {
    boolean again = given[number] != 0;
    given[number] = 1;
    missing[number] = (byte) verdict.missing;
    differing[number] = (byte) verdict.differing;
    return again;
  }

  /** Counts a transaction that has a verdict too many. */
  void twice() {
    twice++;
  }

  Judgement judge(Truth truth) {
    Map<Integer, Verdict> expected = expected(truth);
    Verdict agree = new Verdict(0, 0);
    long absent = 0;
    long wrong = 0;
    List<DetectedBreak> found = new ArrayList<>();
    for (int number = 1; number < given.length; number++) {
      if (given[number] == 0) {
        absent++;
        continue;
      }
      Verdict verdict =
          new Verdict(Byte.toUnsignedInt(missing[number]), Byte.toUnsignedInt(differing[number]));
      addBreaks(number, verdict, found);
      if (!verdict.equals(expected.getOrDefault(number, agree))) {
        wrong++;
      }
    }
    return Judgement.of(given.length - 1L, absent, wrong, twice, Score.of(truth, found));
  }

  private void addBreaks(int number, Verdict verdict, List<DetectedBreak> found) {
    if (verdict.missing == 0 && verdict.differing == 0) {
      return;
    }
    String txnId = txnId(number);
    for (Source source : Source.values()) {
      if ((verdict.missing & bit(source)) != 0) {
        found.add(new DetectedBreak(txnId, BreakType.MISSING, source, BreakState.OPEN, null));
      }
    }
    for (BreakType type : BreakType.values()) {
      if ((verdict.differing & bit(type)) != 0) {
        found.add(new DetectedBreak(txnId, type, null, BreakState.OPEN, null));
      }
    }
  }

  private Map<Integer, Verdict> expected(Truth truth) {
    Map<Integer, Verdict> expected = new HashMap<>();
    for (FaultRecord fault : truth.faults()) {
      int absent = 0;
      int unlike = 0;
      for (ExpectedBreak one : fault.expectedBreaks()) {
        if (one.type() == BreakType.MISSING) {
          absent |= bit(one.missingSource());
        } else {
          unlike |= bit(one.type());
        }
      }
      expected.put(number(fault.txnId()), new Verdict(absent, unlike));
    }
    return expected;
  }
}
