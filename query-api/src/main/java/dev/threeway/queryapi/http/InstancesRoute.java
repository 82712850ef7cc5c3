package dev.threeway.queryapi.http;

import dev.threeway.queryapi.live.Coverage;
import dev.threeway.queryapi.live.EngineState;
import dev.threeway.queryapi.live.Gather;
import dev.threeway.queryapi.live.Holdings;
import dev.threeway.queryapi.live.Layout;
import dev.threeway.queryapi.live.LiveReads;
import dev.threeway.queryapi.live.Peers;
import dev.threeway.queryapi.live.Question;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every instance as it says itself, and those that do not answer as the last assignment has it. */
final class InstancesRoute {
  /**
   * One instance.
   *
   * @param instance {@code host:port}
   * @param answered whether it said so itself; else what follows is what it was assigned
   * @param engine the state of its Kafka Streams; null if it did not answer
   */
  private record InstanceView(
      String instance,
      boolean answered,
      String engine,
      List<Integer> active,
      List<Coverage.Copied> copies,
      List<Coverage.Restoring> restoring) {
    InstanceView {
      active = List.copyOf(active);
      copies = List.copyOf(copies);
      restoring = List.copyOf(restoring);
    }
  }

  /**
   * Every instance.
   *
   * @param partitions how many there are
   * @param unserved those for which no instance answers at the moment
   */
  private record InstanceListView(
      List<InstanceView> items, int partitions, List<Integer> unserved) {
    InstanceListView {
      items = List.copyOf(items);
      unserved = List.copyOf(unserved);
    }

    static InstanceListView of(List<InstanceView> items, int partitions) {
      Set<Integer> served = new TreeSet<>();
      items.stream().filter(InstanceView::answered).forEach(item -> served.addAll(item.active()));
      return new InstanceListView(
          items,
          partitions,
          IntStream.range(0, partitions)
              .boxed()
              .filter(partition -> !served.contains(partition))
              .toList());
    }
  }

  private static final Logger LOG = LoggerFactory.getLogger(InstancesRoute.class);

  private final LiveReads reads;
  private final EngineState engine;
  private final Peers peers;

  InstancesRoute(LiveReads reads, EngineState engine, Peers peers) {
    this.reads = reads;
    this.engine = engine;
    this.peers = peers;
  }

  Route route() {
    return new Route("/api/v1/admin/instances", List.of(Route.JSON), this::answer);
  }

  private void answer(Context request) {
    new Query(request, Set.of());
    Layout layout = reads.layout();
    List<InstanceView> items = new ArrayList<>(List.of(self()));
    if (!Fanout.isFromPeer(request)) {
      Set<String> others = layout.instances();
      others.remove(layout.self());
      Question question = Fanout.question(request).with(Gather.HOPS, "1");
      peers
          .getAll(others, question)
          .forEach((instance, answer) -> items.add(peer(instance, answer, layout)));
    }
    request
        .header("Cache-Control", "no-store")
        .contentType(Route.JSON)
        .result(Json.bytes(InstanceListView.of(items, layout.total())));
  }

  private InstanceView self() {
    Holdings holdings = reads.holdings();
    return new InstanceView(
        reads.instance(),
        true,
        engine.name(),
        holdings.active(),
        holdings.copies(),
        holdings.restoring());
  }

  private static InstanceView peer(String instance, Optional<Peers.Answer> answer, Layout layout) {
    return answer
        .filter(given -> given.status() == HttpStatus.OK.getCode())
        .flatMap(given -> read(instance, given.body()))
        .orElseGet(
            () ->
                new InstanceView(
                    instance,
                    false,
                    null,
                    layout.ownedBy(instance),
                    layout.copiedBy(instance).stream()
                        .map(partition -> new Coverage.Copied(partition, null))
                        .toList(),
                    List.of()));
  }

  private static Optional<InstanceView> read(String instance, byte[] json) {
    try {
      return Json.read(json, InstanceListView.class).items().stream()
          .filter(item -> instance.equals(item.instance()))
          .findFirst();
    } catch (IOException notUnderstood) {
      LOG.atWarn()
          .addKeyValue("instance", instance)
          .log("A peer is not understood: {}", notUnderstood.getMessage());
      return Optional.empty();
    }
  }
}
