package dev.threeway.queryapi.live;

import java.io.IOException;
import java.util.List;

/**
 * A question about all partitions: how one instance answers its share, and how shares become one
 * answer. Asked by {@link Gather}.
 *
 * @param <T> the answer; what a peer sends is the same as JSON
 */
public interface Shared<T extends Part> {
  /**
   * What the stores of this instance say. Partitions that are wanted and cannot be read are missing
   * in the coverage, and so are those that are not wanted; it is no failure if none can be read.
   */
  T local(Scope scope);

  /**
   * How many items of a list are most probably all that some of the partitions have of it: so many
   * are asked for at first.
   *
   * @param partitions how many, of {@code total}
   */
  default int share(int partitions, int total) {
    return Scope.ALL_ITEMS;
  }

  /** Whether a list has room for items that longer shares would bring. */
  default boolean hasRoom(T merged) {
    return false;
  }

  /**
   * Reads the share of a peer.
   *
   * @throws IOException if it is not what this version understands
   */
  T read(byte[] json) throws IOException;

  /**
   * Makes one answer of shares that have no partition in common.
   *
   * @param shares never empty
   * @param coverage what they cover together
   */
  T merge(List<T> shares, Coverage coverage);
}
