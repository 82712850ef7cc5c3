package dev.threeway.queryapi.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import dev.threeway.queryapi.live.DriverEngine;
import dev.threeway.schemas.records.Source;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Two engines that share three partitions: this one has 0, its peer 1 and 2. */
class GatherTest extends RouteTest {
  private static final String ROUTE = "/api/v1/control-totals";
  private static final String LIST = "/api/v1/mismatches";

  private DriverEngine peer;
  private RunningApi peersApi;
  private HttpServer odd;

  GatherTest() {
    super(ROUTE, 3);
  }

  @BeforeEach
  void startPeer() {
    peer = new DriverEngine(3);
    peersApi = new RunningApi(peer.reads(), FixedState.RUNNING);
    peer.giveAway(0, "127.0.0.1:" + api.port());
    giveAway("127.0.0.1:" + peersApi.port());
    for (int partition = 0; partition < 3; partition++) {
      (partition == 0 ? engine : peer)
          .send(DriverEngine.report(Source.CORE, txnIdOn(partition)).build());
    }
  }

  @AfterEach
  void stopPeer() {
    peersApi.close();
    peer.close();
    if (odd != null) {
      odd.stop(0);
    }
  }

  @Test
  void theSharesOfAllInstancesAreOneCompleteAnswerWhoeverIsAsked() throws Exception {
    HttpResponse<String> here = get(ROUTE + "?source=CORE&strict=true");
    HttpResponse<String> there = peersApi.get(ROUTE, ROUTE + "?source=CORE&strict=true");

    assertThat(here.statusCode()).isEqualTo(200);
    assertThat(here.body()).isEqualTo(there.body());
    assertThat(json(here).get("items").findValuesAsText("partition"))
        .containsExactly("0", "1", "2");
    assertThat(json(here).get("items").findValuesAsText("consumed")).containsExactly("1", "1", "1");
    assertThat(json(here).get("partitions"))
        .isEqualTo(json("{\"total\":3,\"answered\":3,\"missing\":[]}"));
  }

  @Test
  void aPeerIsToldWhichPartitionsAndAnswersForNoOther() throws Exception {
    JsonNode share =
        json(peersApi.get(ROUTE, ROUTE, "Threeway-Hops", "1", "Threeway-Partitions", "0,2"));

    assertThat(share.get("partitions").get("missing")).hasToString("[0,1]");
    assertThat(share.get("items").findValuesAsText("partition")).containsExactly("2", "2", "2");
  }

  @Test
  void aPeerThatIsGoneLeavesItsPartitionsMissing() throws Exception {
    peersApi.close();

    assertMissing("[1,2]");
    HttpResponse<String> strict = get(ROUTE + "?strict=true");
    assertThat(strict.statusCode()).isEqualTo(503);
    assertThat(strict.headers().firstValue("Retry-After")).hasValue("1");
    assertThat(json(strict).get("missing_partitions")).hasToString("[1,2]");
  }

  @Test
  void aPeerThatHangsLeavesItsPartitionsMissingAfterASecond() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      giveAway("127.0.0.1:" + silent.getLocalPort());

      long start = System.nanoTime();
      assertMissing("[1,2]");

      assertThat(System.nanoTime() - start).isBetween(900_000_000L, 3_000_000_000L);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "200 | 1.0.0 | {}",
        "200 | 1.0.0 | nonsense",
        "200 | 1.0.0 | []",
        "200 | 1.0.0 | {\"items\":[],\"unexplained_residual\":0,\"complete\":true}",
        "200 | 1.0.0 | {\"items\":[],\"unexplained_residual\":0,\"complete\":true,"
            + "\"partitions\":{\"total\":3,\"answered\":2}}",
        "200 | 1.0.0 | {\"items\":null,\"unexplained_residual\":0,\"complete\":true,"
            + "\"partitions\":{\"total\":3,\"answered\":2,\"missing\":[0]}}",
        "200 | 1.0.0 | {\"items\":[],\"unexplained_residual\":0,\"complete\":true,\"more\":1,"
            + "\"partitions\":{\"total\":3,\"answered\":2,\"missing\":[0]}}",
        "200 | 1.0.0 | {\"items\":[],\"unexplained_residual\":0,\"complete\":true,"
            + "\"partitions\":{\"total\":4,\"answered\":3,\"missing\":[0]}}",
        "200 | 1.0.0 | {\"items\":[],\"unexplained_residual\":0,\"complete\":true,"
            + "\"partitions\":{\"total\":3,\"answered\":3,\"missing\":[]}}",
        "200 | 1.1.0 | {\"items\":[],\"unexplained_residual\":0,\"complete\":true,"
            + "\"partitions\":{\"total\":3,\"answered\":2,\"missing\":[0]}}",
        "200 |       | {\"items\":[],\"unexplained_residual\":0,\"complete\":true,"
            + "\"partitions\":{\"total\":3,\"answered\":2,\"missing\":[0]}}",
        "500 | 1.0.0 | {}",
        "404 | 1.0.0 | {}"
      })
  void aPeerThatIsNotUnderstoodLeavesItsPartitionsMissing(int status, String version, String body)
      throws Exception {
    answerOddly(status, version, body);

    assertMissing("[1,2]");
  }

  @Test
  void anAnswerOfTheRightFormIsUnderstood() throws Exception {
    List<String> seen =
        answerOddly(
            200,
            "1.0.0",
            "{\"items\":[],\"unexplained_residual\":0,\"complete\":false,"
                + "\"partitions\":{\"total\":3,\"answered\":2,\"missing\":[0]}}");

    JsonNode answer = json(get(ROUTE + "?source=CORE", "Authorization", "Bearer its-own"));

    assertThat(answer.get("complete").asBoolean()).isTrue();
    assertThat(seen)
        .containsExactly(
            "/api/v1/control-totals?source=CORE hops 1 partitions 1,2 copies null items null"
                + " authorization Bearer its-own trace "
                + RunningApi.TRACE_ID);
  }

  @Test
  void ofAListAPeerIsAskedForLittleMoreThanItsPartitionsWillHave() throws Exception {
    List<String> seen =
        answerOddly(
            200,
            "1.0.0",
            "{\"items\":[],\"examined\":0,\"complete\":false,"
                + "\"partitions\":{\"total\":3,\"answered\":2,\"missing\":[0]}}");

    api.get(LIST, LIST + "?limit=100", "Authorization", "Bearer its-own");

    assertThat(seen)
        .singleElement()
        .asString()
        .startsWith("/api/v1/mismatches?limit=100 hops 1 partitions 1,2 copies null items 82 ");
  }

  @Test
  void anInstanceGivesNoMoreItemsThanWillDoAndSaysThatThereAreMore() throws Exception {
    breakOnPeer(5);

    JsonNode share = json(peersApi.get(LIST, LIST, "Threeway-Hops", "1", "Threeway-Items", "2"));

    assertThat(share.get("items")).hasSize(2);
    assertThat(share.has("next_cursor")).isTrue();
  }

  @Test
  void whereAPeerHasMoreOfAPageThanWasAskedForItIsAskedForAllOfIt() throws Exception {
    breakOnPeer(101);

    JsonNode page = json(api.get(LIST, LIST + "?limit=100"));

    assertThat(page.get("items")).hasSize(100);
    assertThat(page.has("next_cursor")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "many", ""})
  void howManyItemsWillDoMustBeANumberAboveZero(String items) throws Exception {
    HttpResponse<String> refused =
        peersApi.get(LIST, LIST, "Threeway-Hops", "1", "Threeway-Items", items);

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("Threeway-Items");
  }

  @Test
  void aPartitionThatAPeerRestoresIsMissingAndSaysHowFarItIs() throws Exception {
    peer.restore(1, 1_500, 40);

    JsonNode list = json(get(ROUTE));
    JsonNode problem = json(get(ROUTE + "?strict=true"));

    String restoring = "[{\"partition\":1,\"remaining\":1500,\"percent\":40}]";
    assertThat(list.get("partitions").get("missing")).hasToString("[1]");
    assertThat(list.get("partitions").get("restoring")).hasToString(restoring);
    assertThat(problem.get("restoring")).hasToString(restoring);
  }

  @Test
  void whereACopyWillDoItStandsInForAnOwnerThatIsGoneAndSaysHowFarItLags() throws Exception {
    peersApi.close();
    engine.keepCopy(2, DriverEngine.SELF, 7);

    JsonNode answer = json(get(ROUTE + "?source=CORE&consistency=stale"));

    assertThat(answer.get("stale").asBoolean()).isTrue();
    assertThat(answer.get("partitions"))
        .isEqualTo(
            json(
                "{\"total\":3,\"answered\":2,\"missing\":[1],"
                    + "\"stale\":[{\"partition\":2,\"lag\":7}]}"));
    assertThat(json(get(ROUTE)).get("partitions").get("missing")).hasToString("[1,2]");
  }

  @Test
  void aPeersCopyIsAskedForWhereThisInstanceHasNone() throws Exception {
    engine.giveAway(2, "127.0.0.1:1");
    engine.keepCopy(2, "127.0.0.1:" + peersApi.port(), 0);
    peer.giveAway(2, "127.0.0.1:1");
    peer.keepCopy(2, DriverEngine.SELF, 3);

    JsonNode answer = json(get(ROUTE + "?source=CORE&consistency=stale"));

    assertThat(answer.get("partitions"))
        .isEqualTo(
            json(
                "{\"total\":3,\"answered\":3,\"missing\":[],"
                    + "\"stale\":[{\"partition\":2,\"lag\":3}]}"));
  }

  @Test
  void ownersThatAnswerAreNeverReplacedByCopies() throws Exception {
    engine.keepCopy(2, DriverEngine.SELF, 7);

    assertThat(json(get(ROUTE + "?consistency=stale")).has("stale")).isFalse();
  }

  private void breakOnPeer(int breaks) {
    IntStream.iterate(0, number -> number + 1)
        .mapToObj(number -> "B" + number)
        .filter(txnId -> engine.partitionOf(txnId) != 0)
        .limit(breaks)
        .forEach(
            txnId -> {
              peer.send(DriverEngine.report(Source.CORE, txnId).build());
              peer.send(
                  DriverEngine.report(Source.GATEWAY, txnId)
                      .setAmount(new BigDecimal("90.0000"))
                      .build());
            });
  }

  private void assertMissing(String partitions) throws Exception {
    HttpResponse<String> response = get(ROUTE);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(json(response).get("partitions").get("missing")).hasToString(partitions);
    assertThat(json(response).get("complete").asBoolean()).isFalse();
    assertThat(json(response).get("items").findValuesAsText("partition"))
        .containsExactly("0", "0", "0");
  }

  /** Puts a peer in the place of the real one that gives one answer; returns what it is asked. */
  private List<String> answerOddly(int status, String version, String body) throws IOException {
    List<String> seen = new CopyOnWriteArrayList<>();
    odd = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    odd.createContext(
        "/",
        exchange -> {
          var headers = exchange.getRequestHeaders();
          seen.add(
              "%s hops %s partitions %s copies %s items %s authorization %s trace %s"
                  .formatted(
                      exchange.getRequestURI(),
                      headers.getFirst("Threeway-Hops"),
                      headers.getFirst("Threeway-Partitions"),
                      headers.getFirst("Threeway-Copies"),
                      headers.getFirst("Threeway-Items"),
                      headers.getFirst("Authorization"),
                      headers.getFirst("traceparent").split("-", -1)[1]));
          if (version != null) {
            exchange.getResponseHeaders().add("Threeway-Contract", version);
          }
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    odd.start();
    giveAway("127.0.0.1:" + odd.getAddress().getPort());
    return seen;
  }

  private void giveAway(String instance) {
    engine.giveAway(1, instance);
    engine.giveAway(2, instance);
  }

  private String txnIdOn(int partition) {
    return IntStream.range(0, 100)
        .mapToObj(number -> "T" + number)
        .filter(txnId -> engine.partitionOf(txnId) == partition)
        .findFirst()
        .orElseThrow();
  }
}
