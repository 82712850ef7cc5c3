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
    if (legs.size() == 3) {
      Source odd = outsideTheOnlyAgreeingPair(legs, agree);
      if (odd != null) {
        return List.of(odd);
      }
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

  private static Source outsideTheOnlyAgreeingPair(List<Leg> legs, BiPredicate<Leg, Leg> agree) {
    Leg first = legs.get(0);
    Leg second = legs.get(1);
    Leg third = legs.get(2);
    boolean firstSecond = agree.test(first, second);
    boolean firstThird = agree.test(first, third);
    boolean secondThird = agree.test(second, third);
    if (firstSecond && !firstThird && !secondThird) {
      return third.source();
    }
    if (firstThird && !firstSecond && !secondThird) {
      return second.source();
    }
    if (secondThird && !firstSecond && !firstThird) {
      return first.source();
    }
    return null;
  }
}
