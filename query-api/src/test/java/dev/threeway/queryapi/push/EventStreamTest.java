package dev.threeway.queryapi.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threeway.schemas.records.Severity;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventStreamTest {
  private static final int BUFFER = 100;
  private static final StreamFilter RECORDS =
      new StreamFilter(
          Set.of(EventKind.MISMATCH, EventKind.RESULT), Set.of(), Set.of(), Set.of(), Set.of());

  private final MemoryLog log = new MemoryLog();
  private final FixedSummary summary = new FixedSummary();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private EventStream stream = start(3, Duration.ofSeconds(20));

  @AfterEach
  void close() {
    stream.close();
  }

  @Test
  void aClientGetsWhatIsPublishedFromItsFirstIdOn() {
    log.publishBreaks(0, 5);
    FakeClient client = connect(null);
    awaitId(client);

    log.publish(MemoryLog.mismatch("T5", Severity.HIGH));
    log.publish(MemoryLog.result("T6", "USD"));

    eventually(() -> assertThat(client.data()).containsExactlyInAnyOrder("T5", "T6"));
    assertThat(client.lastId()).isEqualTo(log.end().text());
    assertThat(client.text()).startsWith("retry: 2000\n\nid: ");
  }

  @Test
  void aClientThatWasAwayForAMomentIsServedFromMemory() {
    FakeClient first = connect(null);
    awaitId(first);
    log.publishBreaks(0, 10);
    eventually(() -> assertThat(first.data()).hasSize(10));
    String id = first.events().get(3).id();

    FakeClient second = connect(id);

    eventually(() -> assertThat(second.data()).isEqualTo(first.data().subList(4, 10)));
    assertThat(log.opened()).as("readers").isEqualTo(1);
  }

  @Test
  void aBacklogThatIsNotInMemoryComesFromTheTopicsWithoutAGapOrARepeat() {
    FakeClient first = connect(null);
    awaitId(first);
    String id = first.lastId();
    log.publishBreaks(0, 2_000);
    log.mark();

    FakeClient second = connect(id);
    log.publishBreaks(2_000, 2_300);

    eventually(() -> assertThat(second.data()).containsExactlyInAnyOrderElementsOf(ids(0, 2_300)));
    assertThat(log.opened()).as("readers").isEqualTo(2);
  }

  @Test
  void aClientThatComesBackTwentyTimesAtRandomPlacesHasEverythingOnce() {
    long seed = new Random().nextLong();
    System.err.println("places with seed " + seed);
    Random random = new Random(seed);
    FakeClient probe = connect(null);
    awaitId(probe);
    String id = probe.lastId();
    probe.disconnect();
    List<String> received = new ArrayList<>();
    int published = 0;
    for (int i = 0; i < 20; i++) {
      int more = random.nextInt(2 * BUFFER);
      log.publishBreaks(published, published + more);
      published += more;
      if (random.nextInt(4) == 0) {
        log.mark();
      }
      if (random.nextInt(5) == 0) {
        stream.close();
        stream = start(3, Duration.ofSeconds(20));
      }
      FakeClient client = connect(id);
      int wanted = random.nextInt(published - received.size() + 1);
      eventually(() -> assertThat(client.data()).hasSizeGreaterThanOrEqualTo(wanted));
      client.disconnect();
      List<FakeClient.Event> events = client.events();
      // What arrives after the last event that the client looked at is lost with the connection.
      int seen = wanted == 0 ? 0 : wanted + random.nextInt(events.size() - wanted + 1);
      events.subList(0, seen).forEach(event -> received.add(event.data()));
      id = seen == 0 ? id : events.get(seen - 1).id();
    }
    FakeClient last = connect(id);
    int all = published;
    eventually(() -> assertThat(received.size() + last.data().size()).isEqualTo(all));
    received.addAll(last.data());

    assertThat(received).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(ids(0, all));
  }

  @Test
  void anIdOfOneInstanceIsGoodOnAnother() {
    FakeClient here = connect(null);
    awaitId(here);
    log.publishBreaks(0, 10);
    eventually(() -> assertThat(here.data()).hasSize(10));
    String id = here.events().get(5).id();

    try (EventStream elsewhere = start(3, Duration.ofSeconds(20))) {
      FakeClient there = FakeClient.connect(elsewhere, RECORDS, id);

      eventually(() -> assertThat(there.data()).hasSize(4));
      assertThat(there.data()).doesNotContainAnyElementsOf(here.data().subList(0, 6));
    }
  }

  @Test
  void aSlowClientIsToldOfItsGapAndGoesOnWithWhatIsNewWhileOthersGetEverything() {
    FakeClient slow = connect(null);
    FakeClient quick = connect(null);
    awaitId(slow);
    awaitId(quick);
    slow.stall();
    // The first event finds the channel closed.
    log.publishBreaks(0, 1);
    eventually(() -> assertThat(quick.data()).hasSize(1));
    String before = slow.lastId();

    log.publishBreaks(1, 5 * BUFFER + 1);
    eventually(() -> assertThat(quick.data()).hasSize(5 * BUFFER + 1));
    slow.goOn();
    eventually(() -> assertThat(slow.data()).singleElement().asString().startsWith("gap SLOW 5"));
    assertThat(slow.lastId()).isEqualTo(log.end().text());
    log.publishBreaks(900, 903);

    eventually(() -> assertThat(slow.data()).hasSize(4));
    assertThat(slow.data().subList(1, 4)).containsExactlyInAnyOrder("T900", "T901", "T902");
    assertThat(quick.data()).noneMatch(each -> each.startsWith("gap"));
    assertThat(meters.get("threeway.stream.gaps").tag("reason", "slow").counter().count())
        .isEqualTo(1);

    FakeClient resumed = connect(before);
    eventually(() -> assertThat(resumed.data()).hasSize(5 * BUFFER + 1 + 3));
  }

  @Test
  void aBurstThatIsLargerThanTheMemoryIsNoGapForAClientThatTakesEverything() {
    FakeClient client = connect(null);
    awaitId(client);

    log.publishBreaks(0, 10 * BUFFER);

    eventually(
        () -> assertThat(client.data()).containsExactlyInAnyOrderElementsOf(ids(0, 10 * BUFFER)));
  }

  @Test
  void whatTheTopicsNoLongerHoldIsAGapAndTheRestFollows() {
    FakeClient first = connect(null);
    awaitId(first);
    String id = first.lastId();
    first.disconnect();
    log.publishBreaks(0, 1_000);
    log.expire();
    log.publishBreaks(1_000, 1_010);
    stream.close();
    stream = start(3, Duration.ofSeconds(20));

    FakeClient second = connect(id);

    eventually(() -> assertThat(second.data()).hasSize(11));
    assertThat(second.data().get(0)).isEqualTo("gap EXPIRED");
    assertThat(second.data().subList(1, 11)).containsExactlyInAnyOrderElementsOf(ids(1_000, 1_010));
  }

  @Test
  void aPositionOfOtherTopicsIsAGapAndTheStreamGoesOnWithWhatIsNew() {
    String foreign = new StreamPosition(99, new long[] {4, 4}, new long[] {4, 4}).text();
    log.publishBreaks(0, 10);

    FakeClient client = connect(foreign);

    eventually(() -> assertThat(client.data()).containsExactly("gap FOREIGN"));
    log.publishBreaks(10, 11);
    eventually(() -> assertThat(client.data()).containsExactly("gap FOREIGN", "T10"));
  }

  @Test
  void noEventOvertakesTheSnapshotBehindAGap() {
    String foreign = new StreamPosition(99, new long[] {4, 4}, new long[] {4, 4}).text();
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch taken = new CountDownLatch(1);
    Snapshot slow =
        () -> {
          asked.countDown();
          awaitUntil(taken);
          return "all is well".getBytes(StandardCharsets.UTF_8);
        };

    FakeClient client = FakeClient.connect(stream, RECORDS, foreign, slow);
    FakeClient other = connect(null);
    awaitId(other);
    awaitUntil(asked);
    log.publishBreaks(10, 11);
    eventually(() -> assertThat(other.data()).containsExactly("T10"));
    assertThat(client.data()).containsExactly("gap FOREIGN");
    taken.countDown();

    eventually(
        () -> assertThat(client.data()).containsExactly("gap FOREIGN", "all is well", "T10"));
    assertThat(client.events().get(1).name()).isEqualTo("snapshot");
  }

  private static void awaitUntil(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aSnapshotThatFailsHoldsNobodyUp() {
    String foreign = new StreamPosition(99, new long[] {4, 4}, new long[] {4, 4}).text();

    FakeClient client =
        FakeClient.connect(
            stream,
            RECORDS,
            foreign,
            () -> {
              throw new IllegalStateException("as the test wants it");
            });
    eventually(() -> assertThat(client.data()).containsExactly("gap FOREIGN"));
    log.publishBreaks(10, 11);

    eventually(() -> assertThat(client.data()).containsExactly("gap FOREIGN", "T10"));
  }

  @Test
  void aSlowClientHasItsSnapshotBeforeWhatIsNew() {
    FakeClient slow =
        FakeClient.connect(
            stream, RECORDS, null, () -> "all is well".getBytes(StandardCharsets.UTF_8));
    FakeClient quick = connect(null);
    awaitId(slow);
    awaitId(quick);
    slow.stall();
    log.publishBreaks(0, 1);
    eventually(() -> assertThat(quick.data()).hasSize(1));
    log.publishBreaks(1, 5 * BUFFER + 1);
    eventually(() -> assertThat(quick.data()).hasSize(5 * BUFFER + 1));

    slow.goOn();
    eventually(() -> assertThat(slow.data()).hasSize(2));
    log.publishBreaks(900, 901);

    eventually(() -> assertThat(slow.data()).hasSize(3));
    assertThat(slow.data().get(0)).startsWith("gap SLOW");
    assertThat(slow.data().subList(1, 3)).containsExactly("all is well", "T900");
  }

  @Test
  void aPositionBehindTheEndIsAGapAndTheStreamGoesOnAtTheEnd() {
    log.publishBreaks(0, 10);
    StreamPosition end = log.end();
    String ahead =
        new StreamPosition(end.fingerprint(), new long[] {1_000, 1_000}, end.results()).text();

    FakeClient client = connect(ahead);

    eventually(() -> assertThat(client.data()).containsExactly("gap AHEAD"));
    log.publishBreaks(10, 11);
    eventually(() -> assertThat(client.data()).containsExactly("gap AHEAD", "T10"));
  }

  @Test
  void topicsThatAreCreatedAgainWhileAClientIsAwayAreForeignToIt() {
    FakeClient first = connect(null);
    awaitId(first);
    String id = first.lastId();
    stream.close();
    log.createAgain();
    stream = start(3, Duration.ofSeconds(20));

    FakeClient second = connect(id);

    eventually(() -> assertThat(second.data()).containsExactly("gap FOREIGN"));
  }

  @Test
  void thePositionMovesOnOverWhatAFilterLeavesOut() {
    StreamFilter high =
        new StreamFilter(Set.of(), Set.of(), Set.of(Severity.HIGH), Set.of(), Set.of());
    FakeClient client = FakeClient.connect(stream, high, log.end().text());
    log.publishBreaks(0, 10);
    log.publish(MemoryLog.result("R", "USD"));
    log.publish(MemoryLog.mismatch("H", Severity.HIGH));

    eventually(() -> assertThat(client.data()).containsExactly("H"));
    log.publishBreaks(10, 20);
    eventually(() -> assertThat(client.lastId()).isEqualTo(log.end().text()));
  }

  @Test
  void aBrokerThatIsAwayForAWhileCostsNothing() {
    FakeClient client = connect(null);
    awaitId(client);
    log.publishBreaks(0, 5);
    log.fail(1);
    log.publishBreaks(5, 10);

    eventually(() -> assertThat(client.data()).containsExactlyInAnyOrderElementsOf(ids(0, 10)));
  }

  @Test
  void aClientThatHearsNothingGetsAHeartbeatWithItsPosition() {
    stream.close();
    stream = start(3, Duration.ofSeconds(1));
    FakeClient client = connect(null);

    eventually(
        () -> assertThat(client.text()).contains(": heartbeat\nid: " + log.end().text() + "\n\n"));
  }

  @Test
  void aChangeOfTheEngineIsAnIncidentAndSoIsFallingBehindAndCatchingUp() {
    FakeClient client = FakeClient.connect(stream, StreamFilter.ALL, null);
    awaitId(client);
    // The first beat learns the state.
    eventually(() -> assertThat(client.events()).isNotEmpty());

    summary.setEngine("REBALANCING");
    eventually(() -> assertThat(client.data()).containsExactly("incident ENGINE REBALANCING"));
    summary.setLag(1_001);
    eventually(
        () -> assertThat(client.data()).endsWith("incident LAG_BEGAN REBALANCING").hasSize(2));
    summary.setLag(500);
    eventually(
        () -> assertThat(client.data()).endsWith("incident LAG_ENDED REBALANCING").hasSize(3));
  }

  @Test
  void moreClientsThanThereMayBeAreRefusedUntilOneLeaves() {
    FakeClient first = connect(null);
    connect(null);
    connect(null);

    assertThatThrownBy(() -> connect(null))
        .isInstanceOf(StreamRefusedException.class)
        .hasMessage(
            "This instance streams to 3 clients, as many as it may; ask another one, or later.");
    first.disconnect();
    connect(null);

    assertThat(meters.get("threeway.stream.clients").gauge().value()).isEqualTo(3);
    assertThat(meters.get("threeway.stream.refused").counter().count()).isEqualTo(1);
  }

  @Test
  void closingTellsEveryClientAndEndsIt() {
    FakeClient all = FakeClient.connect(stream, StreamFilter.ALL, null);
    FakeClient breaks = connect(null);
    FakeClient stalled = connect(null);
    awaitId(all);
    awaitId(breaks);
    stalled.stall();

    stream.close();

    assertThat(all.isEnded()).isTrue();
    assertThat(all.data()).endsWith("incident STOPPING RUNNING");
    assertThat(breaks.isEnded()).isTrue();
    assertThat(breaks.text()).endsWith("retry: 2000\n\nid: " + log.end().text() + "\n\n");
    assertThat(stalled.isEnded()).isTrue();
    assertThatThrownBy(() -> connect(null)).isInstanceOf(StreamRefusedException.class);
  }

  private FakeClient connect(String lastEventId) {
    return FakeClient.connect(stream, RECORDS, lastEventId);
  }

  private EventStream start(int maxClients, Duration heartbeat) {
    return new EventStream(
        log,
        summary,
        new StreamSettings(maxClients, BUFFER, heartbeat, Duration.ofSeconds(1), 1_000),
        meters,
        InstantSource.system());
  }

  private static void awaitId(FakeClient client) {
    eventually(() -> assertThat(client.lastId()).isNotNull());
  }

  private static List<String> ids(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> "T" + i).toList();
  }

  private static void eventually(ThrowingRunnable assertion) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(10))
        .untilAsserted(assertion);
  }
}
