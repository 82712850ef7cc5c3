package dev.threeway.queryapi.http;

import dev.threeway.queryapi.live.PageRequest;
import dev.threeway.queryapi.live.Scope;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;

/**
 * The page that a request asks for: its limit, its position, and the time at which the walk through
 * the list began, which all its pages share.
 */
final class PagedList {
  static final String LIMIT = "limit";

  /** The parameters that do not belong to the filter. */
  static final Set<String> PARAMETERS =
      Set.of(LIMIT, Cursors.CURSOR, Consistency.STRICT, Consistency.CONSISTENCY);

  private static final int USUAL_LIMIT = 50;
  private static final int LARGEST_LIMIT = 500;

  private final Cursors cursors;
  private final String binding;
  private final int limit;
  private final long asOf;
  private final Bytes after;

  private PagedList(Cursors cursors, String binding, int limit, long asOf, Bytes after) {
    this.cursors = cursors;
    this.binding = binding;
    this.limit = limit;
    this.asOf = asOf;
    this.after = after;
  }

  /**
   * Reads it.
   *
   * @throws ProblemException if the limit or the cursor is not valid
   */
  static PagedList of(Query query, String resource, Cursors cursors, InstantSource clock) {
    int limit = query.integer(LIMIT, 1, LARGEST_LIMIT, USUAL_LIMIT);
    String binding = query.binding(resource, PARAMETERS);
    return cursors
        .of(query, binding)
        .map(
            position ->
                new PagedList(
                    cursors,
                    binding,
                    limit,
                    ByteBuffer.wrap(position).getLong(),
                    Bytes.wrap(Arrays.copyOfRange(position, Long.BYTES, position.length))))
        .orElseGet(() -> new PagedList(cursors, binding, limit, clock.millis(), null));
  }

  /**
   * The first page of a list that nobody has asked for by a request.
   *
   * @param binding as {@link Query#binding} makes it
   */
  static PagedList first(Cursors cursors, String binding, int limit, InstantSource clock) {
    return new PagedList(cursors, binding, limit, clock.millis(), null);
  }

  /** The parameters of a paged list with a filter. */
  static Set<String> parameters(Set<String> filter) {
    Set<String> all = new HashSet<>(PARAMETERS);
    all.addAll(filter);
    return all;
  }

  int limit() {
    return limit;
  }

  /** Wall-clock ms. */
  long asOf() {
    return asOf;
  }

  /** The page, or as much of it as an instance is asked for. */
  PageRequest request(Scope scope) {
    return new PageRequest(after, Math.min(limit, scope.items()));
  }

  /** How many items some of the partitions most probably have of this page at the most. */
  int share(int partitions, int total) {
    return Pages.share(limit, partitions, total);
  }

  /** Whether a page has room for more items than there are, and more is known to follow. */
  boolean hasRoom(int items, String nextCursor) {
    return items < limit && nextCursor != null;
  }

  /** The cursor of the page behind a position; null if there is none. */
  String cursor(Optional<Bytes> next) {
    return next.map(
            position ->
                cursors.seal(
                    binding,
                    ByteBuffer.allocate(Long.BYTES + position.get().length)
                        .putLong(asOf)
                        .put(position.get())
                        .array()))
        .orElse(null);
  }

  /**
   * The position behind which the next page of a peer's list begins.
   *
   * @param cursor null for the last page
   * @throws IllegalArgumentException if the peer has another key
   */
  Optional<Bytes> position(String cursor) {
    if (cursor == null) {
      return Optional.empty();
    }
    byte[] position =
        cursors
            .open(binding, cursor)
            .orElseThrow(
                () -> new IllegalArgumentException("its cursors are signed with another key"));
    return Optional.of(Bytes.wrap(Arrays.copyOfRange(position, Long.BYTES, position.length)));
  }
}
