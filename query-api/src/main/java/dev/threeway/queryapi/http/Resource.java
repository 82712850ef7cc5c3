package dev.threeway.queryapi.http;

import io.javalin.http.Context;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the audit log names what a request was for: without account ids, free text, cursors, or
 * anything else that a caller may have put into an address and that is none of its business.
 */
final class Resource {
  private static final String HIDDEN = "*";
  private static final int MOST_PARAMETERS = 20;
  private static final Pattern PATH_PARAMETER = Pattern.compile("\\{(\\w+)}");
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:-]{1,64}");
  private static final Pattern NAME = Pattern.compile("[a-z_]{1,30}");
  private static final Pattern WORDS = Pattern.compile("[A-Za-z0-9_.,:+-]{1,64}");

  /** Parameters whose values are words, numbers and times of ours. */
  private static final Set<String> PLAIN =
      Set.of(
          "action",
          "consistency",
          "currency",
          "events",
          "format",
          "from",
          "limit",
          "max_amount",
          "max_amount_at_risk",
          "max_age",
          "min_age",
          "min_amount",
          "min_amount_at_risk",
          "missing_source",
          "outcome",
          "resolution",
          "severity",
          "source",
          "state",
          "status",
          "strict",
          "to",
          "type",
          "view",
          "waiting_for");

  private Resource() {}

  /** What a request has been given: its values were checked. */
  static String of(Context request, Route route) {
    return name(request, route, true);
  }

  /** What a request was refused, or has failed with: its values may be anything. */
  static String pattern(Context request, Route route) {
    return name(request, route, false);
  }

  private static String name(Context request, Route route, boolean values) {
    Matcher parameters = PATH_PARAMETER.matcher(route.path());
    String path =
        parameters.replaceAll(
            found -> {
              String value = values ? request.pathParamMap().get(found.group(1)) : HIDDEN;
              return Matcher.quoteReplacement(
                  value != null && ID.matcher(value).matches() ? value : HIDDEN);
            });
    return request.method().name() + " " + path + query(request, values);
  }

  private static String query(Context request, boolean values) {
    StringJoiner query = new StringJoiner("&", "?", "").setEmptyValue("");
    new TreeMap<>(Guard.parameters(request))
        .entrySet().stream()
            .limit(MOST_PARAMETERS)
            .forEach(
                entry -> {
                  String name = NAME.matcher(entry.getKey()).matches() ? entry.getKey() : HIDDEN;
                  String value = entry.getValue().isEmpty() ? "" : entry.getValue().get(0);
                  boolean shown = values && PLAIN.contains(name) && WORDS.matcher(value).matches();
                  query.add(name + "=" + (shown ? value : HIDDEN));
                });
    return query.toString();
  }
}
