package dev.threeway.queryapi.live;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers a question about all partitions: reads those of this instance, asks every other instance
 * once for those that it owns, and says which are missing. Thread-safe.
 *
 * <p>Each partition is asked of one instance alone, the owner by the last assignment: what another
 * one still believes to own does not count. Where copies will do, what is missing after that is
 * asked for once more, of the instances that keep copies. Of a list each instance is asked for
 * little more than its partitions will have of it, and all are asked again in the rare case that
 * one has more.
 */
public final class Gather {
  /** Request header: the partitions that are asked for, by comma. */
  public static final String PARTITIONS = "Threeway-Partitions";

  /** Request header: set where copies of the partitions will do. */
  public static final String COPIES = "Threeway-Copies";

  /** Request header: how many items of a list will do. */
  public static final String ITEMS = "Threeway-Items";

  /** Request header: set on a question that must not be passed on. */
  public static final String HOPS = "Threeway-Hops";

  private static final Logger LOG = LoggerFactory.getLogger(Gather.class);

  private final Supplier<Layout> layout;
  private final Peers peers;
  private final String contract;

  /**
   * Asks these peers.
   *
   * @param layout the last assignment; may throw {@link NotReadableException}
   * @param contract the version of the contract that a peer has to speak to be understood
   */
  public Gather(Supplier<Layout> layout, Peers peers, String contract) {
    this.layout = layout;
    this.peers = peers;
    this.contract = contract;
  }

  /**
   * One answer over all partitions that can be read.
   *
   * @param copies whether a copy will do where the owner does not answer
   * @throws NotReadableException if not one partition can be read, or the assignment is not known
   */
  public <T extends Part> T ask(Question question, boolean copies, Shared<T> shared) {
    Layout now = layout.get();
    Question forPeers = question.with(HOPS, "1");
    Attempt<T> sparing = new Attempt<>(now, shared, true);
    T answer = sparing.answer(forPeers, copies);
    return sparing.cut && shared.hasRoom(answer)
        ? new Attempt<>(now, shared, false).answer(forPeers, copies)
        : answer;
  }

  private static SortedMap<String, SortedSet<Integer>> owners(Layout layout) {
    SortedMap<String, SortedSet<Integer>> asked = new TreeMap<>();
    for (int partition = 0; partition < layout.total(); partition++) {
      Optional<String> owner = layout.places().get(partition).owner();
      if (owner.isPresent()) {
        asked.computeIfAbsent(owner.get(), absent -> new TreeSet<>()).add(partition);
      }
    }
    return asked;
  }

  /** This instance's own copies are asked before those of others. */
  private static SortedMap<String, SortedSet<Integer>> keepers(
      Layout layout, SortedSet<Integer> absent) {
    SortedMap<String, SortedSet<Integer>> asked = new TreeMap<>();
    for (int partition : absent) {
      Layout.Place place = layout.places().get(partition);
      if (place.copies().contains(layout.self())) {
        asked.computeIfAbsent(layout.self(), none -> new TreeSet<>()).add(partition);
      } else {
        // What an owner has restored so far is a copy of a kind, too.
        Stream.concat(place.copies().stream(), place.owner().stream())
            .findFirst()
            .ifPresent(
                keeper -> asked.computeIfAbsent(keeper, none -> new TreeSet<>()).add(partition));
      }
    }
    return asked;
  }

  private static Question about(SortedSet<Integer> partitions, int items, Question question) {
    Question about =
        question.with(
            PARTITIONS, partitions.stream().map(String::valueOf).collect(Collectors.joining(",")));
    return items == Scope.ALL_ITEMS ? about : about.with(ITEMS, Integer.toString(items));
  }

  private static String reason(Exception failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }

  /** Asks everybody once, and keeps the shares that come in. Confined to one thread. */
  private final class Attempt<T extends Part> {
    private final Layout layout;
    private final Shared<T> shared;
    private final boolean sparing;
    private final List<T> shares = new ArrayList<>();
    private final NavigableSet<Integer> absent;
    private final SortedMap<Integer, Coverage.Copied> copied = new TreeMap<>();
    private final SortedMap<Integer, Coverage.Restoring> restoring = new TreeMap<>();
    private boolean cut;

    /**
     * @param sparing whether an instance is asked for no more items than it will have
     */
    Attempt(Layout layout, Shared<T> shared, boolean sparing) {
      this.layout = layout;
      this.shared = shared;
      this.sparing = sparing;
      this.absent = all();
    }

    T answer(Question question, boolean copies) {
      round(owners(layout), question, false);
      if (copies && !absent.isEmpty()) {
        round(keepers(layout, absent), question.with(COPIES, "true"), true);
      }
      Coverage coverage = coverage();
      coverage.requireAny();
      return shared.merge(List.copyOf(shares), coverage);
    }

    private void round(
        SortedMap<String, SortedSet<Integer>> asked, Question question, boolean copies) {
      Map<String, CompletableFuture<Peers.Answer>> answers = new LinkedHashMap<>();
      asked.forEach(
          (instance, partitions) -> {
            if (!instance.equals(layout.self())) {
              Question about = about(partitions, items(partitions), question);
              answers.put(instance, peers.ask(instance, about));
            }
          });
      SortedSet<Integer> own = asked.get(layout.self());
      if (own != null) {
        add(shared.local(new Scope(own, copies, items(own))), own);
      }
      answers.forEach(
          (instance, answer) -> {
            try {
              add(read(answer.join()), asked.get(instance));
            } catch (IOException | RuntimeException notUsable) {
              LOG.atWarn()
                  .addKeyValue("instance", instance)
                  .addKeyValue("partitions", asked.get(instance))
                  .log("A peer's share is missing: {}", reason(notUsable));
            }
          });
    }

    private int items(Set<Integer> partitions) {
      return sparing ? shared.share(partitions.size(), layout.total()) : Scope.ALL_ITEMS;
    }

    private T read(Peers.Answer answer) throws IOException {
      if (answer.status() != 200) {
        throw new IOException("it answers with status " + answer.status());
      }
      if (!contract.equals(answer.contract())) {
        throw new IOException(
            "it speaks version %s of the contract, not %s".formatted(answer.contract(), contract));
      }
      T share = shared.read(answer.body());
      if (share.coverage().total() != layout.total()) {
        throw new IOException("it counts %d partitions".formatted(share.coverage().total()));
      }
      return share;
    }

    private void add(T share, SortedSet<Integer> asked) {
      Coverage coverage = share.coverage();
      Set<Integer> covered = all();
      coverage.missing().forEach(covered::remove);
      if (!asked.containsAll(covered)) {
        throw new IllegalStateException("it answers for partitions that it was not asked for");
      }
      absent.removeAll(covered);
      coverage.copied().forEach(each -> copied.put(each.partition(), each));
      coverage.restoring().forEach(each -> restoring.put(each.partition(), each));
      shares.add(share);
      cut |= share.size() >= items(asked);
    }

    private NavigableSet<Integer> all() {
      return IntStream.range(0, layout.total())
          .boxed()
          .collect(Collectors.toCollection(TreeSet::new));
    }

    private Coverage coverage() {
      restoring.keySet().retainAll(absent);
      return new Coverage(
          layout.total(),
          List.copyOf(absent),
          List.copyOf(copied.values()),
          List.copyOf(restoring.values()));
    }
  }
}
