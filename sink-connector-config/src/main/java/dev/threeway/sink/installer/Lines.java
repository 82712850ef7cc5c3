package dev.threeway.sink.installer;

import java.util.regex.Pattern;

/** Turns what Connect says over several lines into one. */
final class Lines {
  private static final Pattern BREAKS = Pattern.compile("\\s*\\R\\s*");
  private static final String CAUSE = "Caused by: ";

  private Lines() {}

  static String one(String text) {
    return BREAKS.matcher(text.strip()).replaceAll("; ");
  }

  /** The innermost cause in a stack trace; its first line where no cause is named. */
  static String innermostCause(String trace) {
    return trace
        .lines()
        .filter(line -> line.startsWith(CAUSE))
        .reduce((first, second) -> second)
        .map(line -> line.substring(CAUSE.length()))
        .orElseGet(() -> trace.lines().findFirst().orElse("no reason given"))
        .strip();
  }
}
