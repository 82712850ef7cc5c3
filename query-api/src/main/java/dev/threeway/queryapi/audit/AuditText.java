package dev.threeway.queryapi.audit;

/** Text of callers, made safe to store and to show on one line. */
final class AuditText {
  private static final String CUT = "…";

  private AuditText() {}

  /**
   * The text with everything that is not visible written as its code, and cut. Cleaning it again
   * changes nothing.
   *
   * @param text may be null
   * @param longest in characters
   */
  static String clean(String text, int longest) {
    if (text == null) {
      return null;
    }
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints()
        .limit(longest + 1L)
        .forEach(
            point -> {
              if (isVisible(point)) {
                clean.appendCodePoint(point);
              } else {
                clean.append(String.format("\\u%04X", point));
              }
            });
    return clean.length() <= longest
        ? clean.toString()
        : clean.substring(0, whole(clean, longest - CUT.length())) + CUT;
  }

  /** Not half of a pair of surrogates. */
  private static int whole(CharSequence text, int end) {
    return Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end;
  }

  private static boolean isVisible(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
