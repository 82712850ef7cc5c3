package dev.threeway.queryapi.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.threeway.queryapi.live.DriverEngine;
import dev.threeway.schemas.records.Source;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Walks through the list of breaks of two engines: this one has partition 0, its peer 1 and 2. */
class PagingTest extends RouteTest {
  private static final String ROUTE = "/api/v1/mismatches";

  private DriverEngine peer;
  private RunningApi peersApi;
  private int broken;

  PagingTest() {
    super(ROUTE, 3);
  }

  @BeforeEach
  void startPeer() {
    peer = new DriverEngine(3);
    peersApi = new RunningApi(peer.reads(), FixedState.RUNNING, 0, peer.clock());
    peer.giveAway(0, "127.0.0.1:" + api.port());
    engine.giveAway(1, "127.0.0.1:" + peersApi.port());
    engine.giveAway(2, "127.0.0.1:" + peersApi.port());
  }

  @AfterEach
  void stopPeer() {
    peersApi.close();
    peer.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 7})
  void everyBreakComesOnceNewestFirstWhileNewOnesArriveAndWhoeverIsAsked(int limit)
      throws Exception {
    breakSome(21);
    List<String> expected = IntStream.range(0, 21).mapToObj(i -> "T" + (20 - i)).toList();

    List<String> walked = new ArrayList<>();
    String cursor = null;
    int pages = 0;
    do {
      String query = ROUTE + "?limit=" + limit + (cursor == null ? "" : "&cursor=" + cursor);
      HttpResponse<String> response = pages % 2 == 0 ? get(query) : peersApi.get(ROUTE, query);
      JsonNode page = json(response);
      assertThat(page.get("complete").asBoolean()).isTrue();
      walked.addAll(page.get("items").findValuesAsText("txn_id"));
      cursor = page.has("next_cursor") ? page.get("next_cursor").asText() : null;
      pages++;
      breakSome(1);
    } while (cursor != null);

    assertThat(walked).containsExactlyElementsOf(expected);
    assertThat(pages).isEqualTo((21 + limit - 1) / limit);
  }

  @Test
  void aCursorIsGoodForItsFilterAndItsListAlone() throws Exception {
    breakSome(3);
    String cursor = json(get(ROUTE + "?limit=1&source=GATEWAY")).get("next_cursor").asText();

    assertThat(get(ROUTE + "?limit=2&strict=true&source=GATEWAY&cursor=" + cursor).statusCode())
        .isEqualTo(200);
    for (String foreign :
        List.of(
            ROUTE + "?limit=1&cursor=" + cursor,
            ROUTE + "?source=CORE&cursor=" + cursor,
            ROUTE + "?source=GATEWAY&type=AMOUNT&cursor=" + cursor,
            ROUTE + "?source=GATEWAY&cursor=" + cursor.substring(1),
            ROUTE + "?source=GATEWAY&cursor=" + "A".repeat(50))) {
      HttpResponse<String> response = get(foreign);
      assertThat(response.statusCode()).as(foreign).isEqualTo(400);
      assertThat(json(response).get("parameter").asText()).isEqualTo("cursor");
    }
    assertThat(
            api.get("/api/v1/transactions/pending", "/api/v1/transactions/pending?cursor=" + cursor)
                .statusCode())
        .isEqualTo(400);
  }

  @Test
  void anAgeIsCountedFromTheFirstPageOnForTheWholeWalk() throws Exception {
    breakSome(4);
    String query = ROUTE + "?limit=2&max_age=4s";
    JsonNode first = json(get(query));
    assertThat(first.get("items").findValuesAsText("txn_id")).containsExactly("T3", "T2");
    advance(Duration.ofMinutes(1));

    JsonNode second = json(get(query + "&cursor=" + first.get("next_cursor").asText()));

    assertThat(second.get("items").findValuesAsText("txn_id")).containsExactly("T1", "T0");
    assertThat(json(get(query)).get("items")).isEmpty();
  }

  @Test
  void aPeerWhoseCursorsAreSignedWithAnotherKeyIsNotUnderstood() throws Exception {
    breakSome(21);
    peersApi.close();
    peersApi = new RunningApi(peer.reads(), FixedState.RUNNING, 0, peer.clock(), "another key");
    engine.giveAway(1, "127.0.0.1:" + peersApi.port());
    engine.giveAway(2, "127.0.0.1:" + peersApi.port());

    assertThat(json(get(ROUTE + "?limit=1")).get("partitions").get("missing")).hasToString("[1,2]");
  }

  /** Opens breaks one second apart, T0 first. */
  private void breakSome(int count) {
    for (int i = 0; i < count; i++) {
      String txnId = "T" + broken++;
      DriverEngine owner = engine.partitionOf(txnId) == 0 ? engine : peer;
      owner.send(DriverEngine.report(Source.CORE, txnId).build());
      owner.send(
          DriverEngine.report(Source.GATEWAY, txnId).setAmount(new BigDecimal("90.0000")).build());
      advance(Duration.ofSeconds(1));
    }
  }

  private void advance(Duration duration) {
    engine.advance(duration);
    peer.advance(duration);
  }
}
