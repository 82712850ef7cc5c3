package dev.threeway.queryapi.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.threeway.queryapi.live.Coverage;
import dev.threeway.queryapi.live.Part;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A page of breaks that says which partitions it covers.
 *
 * @param nextCursor where the next page begins; null on the last
 * @param examined how many entries of the index were looked at
 * @param stale true if a partition was read from a copy; else null
 */
record BreakListView(
    List<ListedBreak> items,
    String nextCursor,
    int examined,
    PartitionsView partitions,
    boolean complete,
    Boolean stale)
    implements Part {
  BreakListView {
    items = List.copyOf(items);
    Objects.requireNonNull(partitions);
  }

  static BreakListView of(
      List<ListedBreak> items, String nextCursor, int examined, Coverage coverage) {
    return new BreakListView(
        items,
        nextCursor,
        examined,
        PartitionsView.of(coverage),
        coverage.isComplete(),
        coverage.isStale() ? true : null);
  }

  /**
   * Reads what a peer has written; its items are looked at only as far as they have to be put in
   * their places.
   *
   * @throws IOException if it is not such a list
   */
  static BreakListView read(byte[] json) throws IOException {
    List<ListedBreak> items = null;
    String nextCursor = null;
    Integer examined = null;
    PartitionsView partitions = null;
    try (JsonParser in = Json.parser(json)) {
      require(in.nextToken() == JsonToken.START_OBJECT);
      while (in.nextToken() != JsonToken.END_OBJECT) {
        String field = in.currentName();
        in.nextToken();
        switch (field) {
          case "items" -> items = items(in, json);
          case "next_cursor" -> nextCursor = in.getText();
          case "examined" -> examined = in.getIntValue();
          case "partitions" -> partitions = Json.part(in, PartitionsView.class);
          // Both follow from the partitions.
          case "complete", "stale" -> in.getBooleanValue();
          default -> throw new IOException("it has a field %s".formatted(field));
        }
      }
      require(in.nextToken() == null && items != null && examined != null && partitions != null);
    }
    return of(items, nextCursor, examined, partitions.coverage());
  }

  private static List<ListedBreak> items(JsonParser in, byte[] json) throws IOException {
    require(in.currentToken() == JsonToken.START_ARRAY);
    List<ListedBreak> items = new ArrayList<>();
    while (in.nextToken() != JsonToken.END_ARRAY) {
      items.add(ListedBreak.read(in, json));
    }
    return items;
  }

  private static void require(boolean condition) throws IOException {
    if (!condition) {
      throw new IOException("it is no list of breaks");
    }
  }

  @Override
  public Coverage coverage() {
    return partitions.coverage();
  }

  @Override
  public int size() {
    return items.size();
  }
}
