package dev.threeway.benchmarks.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * What a list of breaks is narrowed by.
 *
 * @param parameter severity, type or currency, which are also fields of an item; empty for nothing
 */
record ListFilter(String parameter, String value) {
  /** Leaves nothing out. */
  static final ListFilter NONE = new ListFilter("", "");

  /** Those that leave something out. */
  static final List<ListFilter> NARROWING =
      List.of(
          new ListFilter("severity", "HIGH"),
          new ListFilter("severity", "MEDIUM"),
          new ListFilter("type", "AMOUNT"),
          new ListFilter("type", "MISSING"),
          new ListFilter("currency", "USD"));

  /** The end of a query string. */
  String query() {
    return equals(NONE) ? "" : "&" + parameter + "=" + value;
  }

  /** Whether a break may pass with one report and not with the next. */
  boolean mayChange() {
    return parameter.equals("severity") || parameter.equals("currency");
  }

  boolean accepts(JsonNode item) {
    return equals(NONE) || item.path(parameter).asText().equals(value);
  }

  boolean accepts(PublishedBreak each) {
    return switch (parameter) {
      case "severity" -> each.severity().name().equals(value);
      case "type" -> each.type().name().equals(value);
      case "currency" -> each.currency().equals(value);
      default -> true;
    };
  }
}
