package dev.threeway.queryapi.http;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.common.utils.Bytes;

/** Makes one page of the pages of several instances, all of one list and one filter. */
final class Pages {
  /**
   * A page.
   *
   * @param next the position up to which it goes; empty if nothing lies behind it
   */
  record Page<V>(List<V> items, Optional<Bytes> next) {}

  private Pages() {}

  /**
   * The first items of all pages. It goes as far as every one of them has been read: what lies
   * behind that is left to the next page, for another instance may have something in between.
   *
   * @param positions where an item stands in the list
   */
  static <V> Page<V> merge(List<Page<V>> pages, Function<V, Bytes> positions, int limit) {
    Optional<Bytes> end =
        pages.stream().flatMap(page -> page.next().stream()).min(Comparator.naturalOrder());
    List<V> items = new ArrayList<>();
    pages.forEach(page -> items.addAll(page.items()));
    end.ifPresent(last -> items.removeIf(item -> positions.apply(item).compareTo(last) > 0));
    items.sort(Comparator.comparing(positions));
    if (items.size() > limit) {
      List<V> first = List.copyOf(items.subList(0, limit));
      return new Page<>(first, Optional.of(positions.apply(first.get(limit - 1))));
    }
    return new Page<>(List.copyOf(items), end);
  }
}
