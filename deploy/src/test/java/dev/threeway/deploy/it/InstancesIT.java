package dev.threeway.deploy.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.threeway.deploy.check.TopicBreaks;
import dev.threeway.deploy.check.Verdicts;
import dev.threeway.deploy.stack.EngineInstance;
import dev.threeway.deploy.stack.LocalStack;
import dev.threeway.simulator.truth.Truth;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Instances join, leave and are killed under traffic, while somebody asks without pause.
 *
 * <pre>
 *   engine    ────────────────────────────────────────────────►
 *   engine-2       joins ──────────── leaves (SIGTERM)
 *   engine-3          joins ─────────────────── kill -9
 *                                               │ copies answer │ the survivor answers │
 * </pre>
 */
@ExtendWith(SharedStack.class)
class InstancesIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(10);

  /** What is promised of a machine that keeps up; the test prints what it took. */
  private static final Duration STALE_WITHIN = Duration.ofSeconds(2);

  private static final Duration CURRENT_WITHIN = SESSION_TIMEOUT.plusSeconds(5);

  /** Changes that a copy may lack, of some hundred a second. */
  private static final long WARM = 1_000;

  /** How much longer it may take where the brokers and all instances share two busy cores. */
  private static final int LENIENCY = 3;

  @TempDir Path temporary;
  private LocalStack used;

  @AfterEach
  void leaveOneInstance() {
    if (used != null) {
      used.fleet().instances().forEach(used.fleet()::stop);
      awaitServed(used.addresses().apiUrl(), 1);
    }
  }

  @Test
  void noAnswerIsWrongWhileInstancesJoinLeaveAndAreKilledAndNothingIsLost(LocalStack stack)
      throws Exception {
    used = stack;
    String first = stack.addresses().apiUrl();
    CompletableFuture<Truth> simulated =
        CompletableFuture.supplyAsync(
            () ->
                TestTraffic.send(
                    stack.addresses(),
                    temporary.resolve("truth.ndjson"),
                    21,
                    2_400,
                    60,
                    "all,rejected=0%,amount=3%,missing=3%,late=0%"));
    String run = "known-" + Instant.now().toEpochMilli() + "-";
    try (Published published = new Published(stack.addresses());
        KnownTraffic traffic = new KnownTraffic(stack.addresses(), run)) {
      Judge judge = new Judge(traffic);
      try (Querier querier = new Querier(traffic, published, judge, first)) {
        EngineInstance second = stack.startInstance(2);
        querier.add(second.apiUrl());
        EngineInstance third = stack.startInstance(3);
        querier.add(third.apiUrl());
        awaitServed(first, 3);
        print("3 instances", judge);

        stack.fleet().stop(second);
        querier.remove(second.apiUrl());
        Duration moved = awaitServed(first, 2);
        print("current everywhere %d ms after one has left".formatted(moved.toMillis()), judge);

        List<Integer> orphans = partitionsOf(first, third);
        assertThat(orphans).as("partitions of the one that is killed").isNotEmpty();
        List<String> witnesses = witnesses(traffic, orphans);
        long killed = System.nanoTime();
        stack.fleet().kill(third);
        querier.remove(third.apiUrl());
        Duration stale = awaitStale(first, witnesses, killed);
        Duration current = awaitCurrent(first, killed);
        print(
            "kill -9: declared stale after %d ms of %d, current after %d ms of %d"
                .formatted(
                    stale.toMillis(),
                    STALE_WITHIN.toMillis(),
                    current.toMillis(),
                    CURRENT_WITHIN.toMillis()),
            judge);
        assertThat(stale).isLessThanOrEqualTo(STALE_WITHIN.multipliedBy(LENIENCY));
        assertThat(current).isLessThanOrEqualTo(CURRENT_WITHIN.multipliedBy(LENIENCY));
        awaitServed(first, 1);
        traffic.stop();
        Awaitility.await().atMost(PATIENCE).until(() -> allPublished(traffic, published));
      }

      assertThat(judge.wrong()).as("wrong answers").isEmpty();
      assertThat(judge.counts())
          .containsKeys("transaction", "list", "totals", "503", "stale transaction");
    }

    Verdicts verdicts = TestTraffic.awaitVerdicts(simulated.join(), stack.addresses(), PATIENCE);
    Outcome.assertPerfect(verdicts);
    Outcome.assertEveryVersionOnceAndInOrder(new TopicBreaks(stack.addresses()).versions());
    Asked totals = Asked.of(first, "/control-totals?strict=true");
    assertThat(totals.isComplete()).isTrue();
    assertThat(totals.body().path("unexplained_residual").asLong(-1)).isZero();
  }

  /**
   * Waits until so many instances answer for all partitions, each with a warm copy if it can be.
   */
  private static Duration awaitServed(String apiUrl, int instances) {
    long start = System.nanoTime();
    Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .ignoreException(IOException.class)
        .until(
            () -> {
              Asked answer = Asked.of(apiUrl, "/admin/instances");
              JsonNode items = answer.body().path("items");
              int copies = 0;
              int owning = 0;
              for (JsonNode item : items) {
                for (JsonNode copy : item.path("copies")) {
                  copies += copy.path("lag").asLong(Long.MAX_VALUE) < WARM ? 1 : 0;
                }
                owning += item.path("active").isEmpty() ? 0 : 1;
              }
              return answer.status() == 200
                  && items.size() == instances
                  && owning == instances
                  && answer.body().path("unserved").isEmpty()
                  && (instances == 1 || copies == answer.body().path("partitions").asInt());
            });
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private static List<Integer> partitionsOf(String apiUrl, EngineInstance instance)
      throws IOException {
    for (JsonNode item : Asked.of(apiUrl, "/admin/instances").body().path("items")) {
      if (item.path("instance").asText().equals(instance.address())) {
        return StreamSupport.stream(item.path("active").spliterator(), false)
            .map(JsonNode::asInt)
            .toList();
      }
    }
    return List.of();
  }

  /** One known transaction on each partition, old enough to be in every copy. */
  private static List<String> witnesses(KnownTraffic traffic, List<Integer> partitions) {
    List<String> ids = List.copyOf(traffic.txnIds());
    return partitions.stream()
        .map(
            partition ->
                ids.subList(0, ids.size() / 2).stream()
                    .filter(txnId -> traffic.partition(txnId) == partition)
                    .findFirst()
                    .orElseThrow())
        .toList();
  }

  /** How long after a moment every witness is answered for by a copy that says so. */
  private static Duration awaitStale(String apiUrl, List<String> witnesses, long since) {
    Set<String> waiting = new HashSet<>(witnesses);
    Awaitility.await()
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(20))
        .until(
            () -> {
              for (String txnId : witnesses) {
                Asked answer = Asked.of(apiUrl, "/transactions/" + txnId + "?consistency=stale");
                if (answer.status() == 200 && answer.isStale()) {
                  waiting.remove(txnId);
                }
              }
              return waiting.isEmpty();
            });
    return Duration.ofNanos(System.nanoTime() - since);
  }

  /** How long after a moment every partition is answered for by its owner. */
  private static Duration awaitCurrent(String apiUrl, long since) {
    Awaitility.await()
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> Asked.of(apiUrl, "/control-totals?strict=true").status() == 200);
    return Duration.ofNanos(System.nanoTime() - since);
  }

  private static boolean allPublished(KnownTraffic traffic, Published published) {
    return traffic.txnIds().stream().allMatch(txnId -> published.result(txnId) != null);
  }

  private static void print(String what, Judge judge) {
    System.err.println(what + "; answers so far: " + judge);
  }
}
