package dev.threeway.queryapi.live;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which instance holds which partition, as the last assignment has it.
 *
 * @param self this instance, {@code host:port}
 * @param places one for each partition, in their order
 */
public record Layout(String self, List<Place> places) {
  /**
   * Where one partition is.
   *
   * @param owner the instance that processes it, {@code host:port}; empty while there is none
   * @param copies the instances that keep a copy of its stores
   */
  public record Place(Optional<String> owner, List<String> copies) {
    public Place {
      copies = List.copyOf(copies);
    }
  }

  public Layout {
    places = List.copyOf(places);
  }

  /** How many partitions there are. */
  public int total() {
    return places.size();
  }

  /** Every instance that is known, this one first. */
  public Set<String> instances() {
    Set<String> others = new TreeSet<>();
    for (Place place : places) {
      place.owner().ifPresent(others::add);
      others.addAll(place.copies());
    }
    Set<String> all = new LinkedHashSet<>();
    all.add(self);
    all.addAll(others);
    return all;
  }
}
