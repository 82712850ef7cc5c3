package dev.threeway.benchmarks.judge;

import dev.threeway.schemas.records.BreakType;
import dev.threeway.schemas.records.Source;

/** Reads verdicts as text: {@code CORE+MOBILE differ in AMOUNT, STATUS}. */
final class VerdictText {
  private static final String AGREE = " agree";
  private static final String DIFFER = " differ in ";
  private static final int ALL =
      VerdictBook.bit(Source.CORE)
          | VerdictBook.bit(Source.GATEWAY)
          | VerdictBook.bit(Source.MOBILE);

  private VerdictText() {}

  /** What a text says; {@link VerdictBook#NONSENSE} if it is no verdict. */
  static VerdictBook.Verdict parse(String text) {
    int differ = text.indexOf(DIFFER);
    if (differ < 0 && !text.endsWith(AGREE)) {
      return VerdictBook.NONSENSE;
    }
    try {
      String sources = text.substring(0, differ < 0 ? text.length() - AGREE.length() : differ);
      int reported = 0;
      for (String source : sources.split("\\+", -1)) {
        reported |= VerdictBook.bit(Source.valueOf(source));
      }
      int differing = 0;
      if (differ >= 0) {
        for (String type : text.substring(differ + DIFFER.length()).split(", ", -1)) {
          differing |= VerdictBook.bit(BreakType.valueOf(type));
        }
      }
      return new VerdictBook.Verdict(ALL & ~reported, differing);
    } catch (IllegalArgumentException unknownName) {
      return VerdictBook.NONSENSE;
    }
  }
}
