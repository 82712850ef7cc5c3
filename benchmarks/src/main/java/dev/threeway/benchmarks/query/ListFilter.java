package dev.threeway.benchmarks.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.function.Function;

/** What a list of breaks is narrowed by, and how that looks on an item and on what was published. */
enum ListFilter {
  NONE("", "", item -> "", each -> ""),
  HIGH("severity", "HIGH", item -> text(item, "severity"), each -> each.severity().name()),
  MEDIUM("severity", "MEDIUM", item -> text(item, "severity"), each -> each.severity().name()),
  AMOUNT("type", "AMOUNT", item -> text(item, "type"), each -> each.type().name()),
  MISSING("type", "MISSING", item -> text(item, "type"), each -> each.type().name()),
  DOLLARS("currency", "USD", item -> text(item, "currency"), PublishedBreak::currency);

  /** Those that leave something out. */
  static final List<ListFilter> NARROWING = List.of(HIGH, MEDIUM, AMOUNT, MISSING, DOLLARS);

  private final String parameter;
  private final String value;
  private final Function<JsonNode, String> ofItem;
  private final Function<PublishedBreak, String> ofPublished;

  ListFilter(
      String parameter,
      String value,
      Function<JsonNode, String> ofItem,
      Function<PublishedBreak, String> ofPublished) {
    this.parameter = parameter;
    this.value = value;
    this.ofItem = ofItem;
    this.ofPublished = ofPublished;
  }

  private static String text(JsonNode item, String field) {
    return item.path(field).asText();
  }

  /** The end of a query string. */
  String query() {
    return this == NONE ? "" : "&" + parameter + "=" + value;
  }

  boolean accepts(JsonNode item) {
    return ofItem.apply(item).equals(value);
  }

  boolean accepts(PublishedBreak each) {
    return ofPublished.apply(each).equals(value);
  }
}
