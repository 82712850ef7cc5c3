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

  /** An item, and where it stands, which is worked out once. */
  private record Placed<V>(Bytes position, V item) {}

  private Pages() {}

  /**
   * How many items of a page some partitions have at the most, but for one case in a thousand: keys
   * are spread over partitions by their hash, so that the number is binomially distributed; this is
   * its mean and three standard deviations.
   *
   * @return not above {@code limit}
   */
  static int share(int limit, int partitions, int total) {
    double part = (double) partitions / total;
    double mean = limit * part;
    double most = mean + 3 * Math.sqrt(mean * (1 - part));
    return Math.min(limit, (int) Math.ceil(most) + 1);
  }

  /**
   * The first items of all pages. It goes as far as every one of them has been read: what lies
   * behind that is left to the next page, for another instance may have something in between.
   *
   * @param positions where an item stands in the list
   */
  static <V> Page<V> merge(List<Page<V>> pages, Function<V, Bytes> positions, int limit) {
    Optional<Bytes> end =
        pages.stream().flatMap(page -> page.next().stream()).min(Comparator.naturalOrder());
    List<Placed<V>> placed = new ArrayList<>();
    pages.forEach(
        page ->
            page.items().forEach(item -> placed.add(new Placed<>(positions.apply(item), item))));
    end.ifPresent(last -> placed.removeIf(each -> each.position().compareTo(last) > 0));
    placed.sort(Comparator.comparing(Placed::position));
    boolean more = placed.size() > limit;
    List<Placed<V>> first = more ? placed.subList(0, limit) : placed;
    return new Page<>(
        first.stream().map(Placed::item).toList(),
        more ? Optional.of(first.get(limit - 1).position()) : end);
  }
}
