package dev.threeway.topology.rules;

import java.util.List;

/**
 * What a leg or a deadline led to.
 *
 * @param group the group as it is afterwards
 * @param changed whether the group differs from what went in
 * @param breakChanges the versions of breaks to publish, in the order of their types
 * @param resultChanged whether the group's result is to be published, as version {@link
 *     MatchGroup#resultVersion()}
 */
public record Decision(
    MatchGroup group, boolean changed, List<Break> breakChanges, boolean resultChanged) {

  static Decision unchanged(MatchGroup group) {
    return new Decision(group, false, List.of(), false);
  }
}
