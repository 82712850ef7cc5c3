package dev.threeway.queryapi.history;

import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;

/** How a text begins, as a range of an index with text_pattern_ops. */
final class Prefix {
  private Prefix() {}

  /**
   * That a text begins with another. Written as a range, so that the index is used whatever the
   * text is, and nothing in it has a meaning of its own as in LIKE.
   *
   * @param prefix not empty
   */
  static Condition startsWith(Field<String> field, String prefix) {
    Condition atLeast = DSL.condition("{0} ~>=~ {1}", field, DSL.val(prefix));
    String end = next(prefix);
    return end == null ? atLeast : atLeast.and(DSL.condition("{0} ~<~ {1}", field, DSL.val(end)));
  }

  /** The first text, by code points, that comes after all that begin so; null if there is none. */
  static String next(String prefix) {
    int[] points = prefix.codePoints().toArray();
    for (int last = points.length - 1; last >= 0; last--) {
      if (points[last] < Character.MAX_CODE_POINT) {
        int following = points[last] + 1;
        // No text holds half a pair.
        points[last] =
            following == Character.MIN_SURROGATE ? Character.MAX_SURROGATE + 1 : following;
        return new String(points, 0, last + 1);
      }
    }
    return null;
  }
}
