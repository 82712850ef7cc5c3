package dev.threeway.queryapi.live;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;

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

  /** The partitions that an instance owns, in ascending order. */
  public List<Integer> ownedBy(String instance) {
    return partitions(place -> place.owner().filter(instance::equals).isPresent());
  }

  /** The partitions of which an instance keeps a copy, in ascending order. */
  public List<Integer> copiedBy(String instance) {
    return partitions(place -> place.copies().contains(instance));
  }

  private List<Integer> partitions(Predicate<Place> chosen) {
    return IntStream.range(0, total())
        .filter(partition -> chosen.test(places.get(partition)))
        .boxed()
        .toList();
  }
}
