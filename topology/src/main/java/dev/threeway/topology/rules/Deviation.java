package dev.threeway.topology.rules;

import dev.threeway.schemas.records.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;

/** Tells which sources stand outside the majority. */
final class Deviation {
  private Deviation() {}

  /**
   * The sources outside the majority; with two legs or no majority every source that differs from
   * CORE, or from GATEWAY where CORE is absent.
   *
   * @param legs two or three legs in the order CORE, GATEWAY, MOBILE, not all in agreement
   * @param agree whether two legs agree in the compared field: symmetric, not always transitive (a
   *     tolerance is not)
   */
  static List<Source> of(List<Leg> legs, BiPredicate<Leg, Leg> agree) {
    if (legs.size() == 3 && onlyTheOthersAgree(legs, agree)) {
      return List.of(legs.get(0).source());
    }
    Leg reference = legs.get(0);
    List<Source> deviating = new ArrayList<>(2);
    for (Leg leg : legs.subList(1, legs.size())) {
      if (!agree.test(reference, leg)) {
        deviating.add(leg.source());
      }
    }
    if (deviating.isEmpty()) {
      // Both others lie inside the tolerance around the reference, on opposite sides of it.
      for (Leg leg : legs.subList(1, legs.size())) {
        deviating.add(leg.source());
      }
    }
    return List.copyOf(deviating);
  }

  /** Where the only agreeing pair has the first leg in it, the third differs from that leg, too. */
  private static boolean onlyTheOthersAgree(List<Leg> legs, BiPredicate<Leg, Leg> agree) {
    return agree.test(legs.get(1), legs.get(2))
        && !agree.test(legs.get(0), legs.get(1))
        && !agree.test(legs.get(0), legs.get(2));
  }
}
