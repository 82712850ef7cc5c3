package dev.threeway.queryapi.http;

import java.util.List;
import org.eclipse.jetty.http.QuotedQualityCSV;

/** Chooses among the media types that a resource gives the one that the caller likes best. */
final class Negotiation {
  private Negotiation() {}

  /**
   * The first of the caller's preferences that there is.
   *
   * @param accept null if the caller sent none: then everything is accepted
   * @param produced the media types that there are, most usual first
   * @throws ProblemException NOT_ACCEPTABLE, naming the types that there are
   */
  static String choose(String accept, List<String> produced) {
    if (accept == null || accept.isBlank()) {
      return produced.get(0);
    }
    QuotedQualityCSV ranges = new QuotedQualityCSV();
    ranges.addValue(accept);
    for (String range : ranges.getValues()) {
      String type = withoutParameters(range);
      for (String candidate : produced) {
        if (covers(type, candidate)) {
          return candidate;
        }
      }
    }
    throw ProblemException.of(
        Problem.Kind.NOT_ACCEPTABLE,
        "This resource is available as %s.".formatted(String.join(" or ", produced)));
  }

  private static boolean covers(String range, String type) {
    return range.equals("*/*")
        || range.equalsIgnoreCase(type)
        || (range.endsWith("/*")
            && type.regionMatches(true, 0, range, 0, range.length() - "*".length()));
  }

  private static String withoutParameters(String range) {
    int parameters = range.indexOf(';');
    return (parameters < 0 ? range : range.substring(0, parameters)).trim();
  }
}
