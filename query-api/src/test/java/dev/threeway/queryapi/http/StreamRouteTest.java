package dev.threeway.queryapi.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threeway.queryapi.live.DriverEngine;
import dev.threeway.queryapi.push.MemoryLog;
import dev.threeway.queryapi.push.StreamPosition;
import dev.threeway.queryapi.push.StreamSettings;
import dev.threeway.schemas.records.Severity;
import dev.threeway.schemas.records.Source;
import io.micrometer.core.instrument.Timer;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamRouteTest {
  private static final String ROUTE = "/api/v1/stream";
  private static final ApiContract CONTRACT = new ApiContract();
  private static final Map<String, String> SCHEMAS =
      Map.of(
          "mismatch", "Mismatch",
          "result", "ReconciliationResult",
          "stats", "StreamStats",
          "incident", "StreamIncident",
          "gap", "StreamGap",
          "snapshot", "StreamSnapshot");

  private final MemoryLog log = new MemoryLog();
  private final DriverEngine engine = new DriverEngine(1);
  private final RunningApi api =
      new RunningApi(
          engine.reads(),
          FixedState.RUNNING,
          log,
          new StreamSettings(3, 1_000, Duration.ofSeconds(1), Duration.ofSeconds(1), 1_000));
  private final List<SseReader> readers = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (SseReader reader : readers) {
      reader.close();
    }
    api.close();
    engine.close();
  }

  @Test
  void eventsArriveAsTheContractHasThem() throws Exception {
    SseReader reader = read("", Map.of());
    awaitId(reader);

    log.publish(MemoryLog.mismatch("T1", Severity.HIGH));
    log.publish(MemoryLog.result("T2", "JPY"));
    eventually(() -> assertThat(reader.names()).contains("mismatch", "result", "stats"));

    assertThat(reader.status()).isEqualTo(200);
    assertThat(reader.header("content-type")).startsWith("text/event-stream");
    assertThat(reader.header("cache-control")).isEqualTo("no-store");
    assertThat(reader.header("traceparent")).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00");
    checkAgainstTheContract(reader.events());
    assertThat(reader.data("result"))
        .containsExactly(
            "{\"txn_id\":\"T2\",\"version\":1,\"status\":\"MATCHED\",\"has_core\":true,"
                + "\"has_gateway\":true,\"has_mobile\":true,\"amount\":\"100\",\"currency\":\"JPY\","
                + "\"open_breaks\":0,\"first_event_time\":\"2026-03-01T09:00:00.000Z\","
                + "\"last_event_time\":\"2026-03-01T09:00:01.000Z\","
                + "\"deadline\":\"2026-03-01T09:05:30.000Z\","
                + "\"decided_at\":\"2026-03-01T09:00:01.000Z\",\"rule_version\":\"default-1\"}");
  }

  @Test
  void theExamplesOfTheContractAreEventsOfTheStream() throws Exception {
    List<String> examples = CONTRACT.examples(ROUTE, "200", "text/event-stream");

    assertThat(examples).hasSize(7);
    for (String example : examples) {
      checkAgainstTheContract(SseReader.parse(example));
      String id = example.replaceAll("(?s).*id: (\\S+).*", "$1");
      assertThat(StreamPosition.parse(id).text()).isEqualTo(id);
    }
  }

  @Test
  void aReaderResumesByHeaderOrByParameterAndTheHeaderCounts() throws Exception {
    SseReader first = read("", Map.of());
    awaitId(first);
    String start = first.lastId();
    log.publishBreaks(0, 3);
    eventually(() -> assertThat(first.data("mismatch")).hasSize(3));
    String end = first.lastId();

    SseReader byHeader = read("?events=mismatch", Map.of("Last-Event-ID", start));
    SseReader byParameter =
        read("?events=mismatch&last_event_id=" + end, Map.of("Last-Event-ID", start));

    eventually(() -> assertThat(byHeader.data("mismatch")).hasSize(3));
    eventually(() -> assertThat(byParameter.data("mismatch")).hasSize(3));
  }

  @Test
  void filtersLetPassWhatTheyName() throws Exception {
    SseReader reader = read("?severity=HIGH,CRITICAL&currency=USD&source=GATEWAY", Map.of());
    awaitId(reader);

    log.publish(MemoryLog.mismatch("low", Severity.LOW));
    log.publish(MemoryLog.result("result", "USD"));
    log.publish(MemoryLog.mismatch("high", Severity.HIGH));

    eventually(() -> assertThat(reader.data("mismatch")).hasSize(1));
    assertThat(reader.data("mismatch").get(0)).contains("\"txn_id\":\"high\"");
    assertThat(reader.names()).doesNotContain("result");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "events=gap     | events | one of mismatch, result, stats, incident.",
        "events=        | events | one of mismatch, result, stats, incident.",
        "type=AMOUNT,X  | type | one of CURRENCY, AMOUNT, STATUS, ACCOUNT, TIMESTAMP,",
        "severity=high  | severity | one of LOW, MEDIUM, HIGH, CRITICAL.",
        "source=UNKNOWN | source | one of CORE, GATEWAY, MOBILE.",
        "currency=USD,XXX | currency | an ISO 4217 code, such as USD.",
        "last_event_id=7| last_event_id | an id that this stream has given",
        "since=1        | since | There is no such parameter here; there are currency, events,",
        "events=result&severity=HIGH | events | mismatch must be among the events"
      })
  void aBadParameterIsRefusedByNameWithWhatIsExpected(String query, String parameter, String part)
      throws Exception {
    HttpResponse<String> response = api.get(ROUTE, ROUTE + "?" + query);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("\"parameter\":\"" + parameter + "\"").contains(part);
  }

  @Test
  void aForgedLastEventIdIsRefused() throws Exception {
    HttpResponse<String> response = api.get(ROUTE, ROUTE, "Last-Event-ID", "1.AAAAAAAA");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("\"parameter\":\"Last-Event-ID\"");
  }

  @Test
  void anotherFormatIsNotAcceptable() throws Exception {
    assertThat(api.get(ROUTE, ROUTE, "Accept", "application/json").statusCode()).isEqualTo(406);
  }

  @Test
  void aStreamIsLimitedTracedAndCountedLikeAnyOtherRequest() throws Exception {
    try (RunningApi limited = new RunningApi(engine.reads(), FixedState.RUNNING, 1, engine::now)) {
      String trace = "00-%s-00f067aa0ba902b7-00".formatted(RunningApi.TRACE_ID);
      SseReader reader = SseReader.open(limited.port(), ROUTE, Map.of("traceparent", trace));
      readers.add(reader);
      HttpResponse<String> refused = limited.get(ROUTE, ROUTE);
      limited.endStream();

      assertThat(reader.status()).isEqualTo(200);
      assertThat(reader.header("ratelimit-policy")).isEqualTo("\"usual\";q=1;w=10");
      assertThat(reader.header("traceparent")).startsWith("00-" + RunningApi.TRACE_ID);
      assertThat(refused.statusCode()).isEqualTo(429);
      eventually(() -> assertThat(counted(limited, "200")).isEqualTo(1));
      assertThat(counted(limited, "429")).isEqualTo(1);
    }
  }

  @Test
  void headDescribesTheStreamAndDoesNotBeginIt() throws Exception {
    HttpResponse<String> response = api.send("HEAD", ROUTE);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("text/event-stream");
    assertThat(api.metrics().get("threeway.stream.clients").gauge().value()).isZero();
  }

  @Test
  void oneClientTooManyIsSentElsewhereAndAPlaceIsFreeWhenOneLeaves() throws Exception {
    for (int i = 0; i < 3; i++) {
      awaitId(read("", Map.of()));
    }

    HttpResponse<String> response = api.get(ROUTE, ROUTE);

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.headers().firstValue("Retry-After")).isPresent();
    assertThat(response.body()).contains("urn:threeway:problem:stream-refused");
    readers.get(0).close();
    eventually(
        () ->
            assertThat(api.metrics().get("threeway.stream.clients").gauge().value()).isEqualTo(2));
    awaitId(read("", Map.of()));
  }

  @Test
  void aClientThatReadsNothingIsToldOfItsGapAndHoldsNobodyUp() throws Exception {
    SseReader quick = read("?events=mismatch", Map.of());
    awaitId(quick);
    try (Socket slow = new Socket()) {
      slow.setReceiveBufferSize(256 * 1024);
      slow.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), api.port()));
      slow.getOutputStream()
          .write(
              ("GET " + ROUTE + "?events=mismatch HTTP/1.1\r\nHost: localhost\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      eventually(
          () ->
              assertThat(api.metrics().get("threeway.stream.clients").gauge().value())
                  .isEqualTo(2));
      // More than the buffers of the connection and of the stream hold together, in steps that the
      // log in memory holds: a client that is up to date becomes slow.
      for (int from = 0; from < 15_000; from += 500) {
        int upTo = from + 500;
        log.publishBreaks(from, upTo);
        eventually(() -> assertThat(quick.count("mismatch")).isEqualTo(upTo));
      }

      String heard = readUntil(slow, "event: gap");

      assertThat(heard).contains("\"reason\":\"SLOW\"");
      assertThat(quick.names()).doesNotContain("gap");
    }
  }

  @Test
  void behindAGapComesASnapshotOfTheOpenBreaksThatPassTheFilter() throws Exception {
    engine.send(DriverEngine.report(Source.CORE, "T1").build());
    engine.send(
        DriverEngine.report(Source.GATEWAY, "T1").setAmount(new BigDecimal("90.0000")).build());
    String foreign = new StreamPosition(99, new long[] {4}, new long[] {4}).text();

    SseReader all = read("", Map.of("Last-Event-ID", foreign));
    SseReader others = read("?currency=EUR,JPY", Map.of("Last-Event-ID", foreign));
    SseReader results = read("?events=result", Map.of("Last-Event-ID", foreign));

    eventually(() -> assertThat(all.names()).startsWith("gap", "snapshot"));
    checkAgainstTheContract(all.events().subList(0, 2));
    assertThat(all.events().get(1).data())
        .contains("\"txn_id\":\"T1\"", "\"more\":false", "\"complete\":true");
    eventually(() -> assertThat(others.names()).startsWith("gap", "snapshot"));
    assertThat(others.events().get(1).data()).contains("\"items\":[]", "\"complete\":true");
    eventually(() -> assertThat(results.names()).startsWith("gap"));
    assertThat(results.names()).doesNotContain("snapshot");
  }

  @Test
  void aSnapshotThatCannotBeReadSaysSo() throws Exception {
    String foreign = new StreamPosition(99, new long[] {4}, new long[] {4}).text();
    engine.restore(0);

    SseReader reader = read("?events=mismatch", Map.of("Last-Event-ID", foreign));

    eventually(() -> assertThat(reader.names()).startsWith("gap", "snapshot"));
    checkAgainstTheContract(reader.events().subList(0, 2));
    assertThat(reader.events().get(1).data()).contains("\"items\":[]", "\"complete\":false");
  }

  @Test
  void stoppingEndsEveryResponseWithAnIncident() throws Exception {
    SseReader reader = read("", Map.of());
    awaitId(reader);

    api.endStream();

    eventually(() -> assertThat(reader.isOver()).isTrue());
    List<SseReader.Event> events = reader.events();
    SseReader.Event last = events.get(events.size() - 1);
    assertThat(last.name()).isEqualTo("incident");
    assertThat(last.data()).contains("\"kind\":\"STOPPING\"");
    checkAgainstTheContract(List.of(last));
    assertThat(api.get(ROUTE, ROUTE).statusCode()).isEqualTo(503);
  }

  private static long counted(RunningApi api, String status) {
    return api
        .metrics()
        .find("http.server.requests")
        .tag("route", ROUTE)
        .tag("status", status)
        .timers()
        .stream()
        .mapToLong(Timer::count)
        .sum();
  }

  private SseReader read(String query, Map<String, String> headers) throws Exception {
    SseReader reader = SseReader.open(api.port(), ROUTE + query, headers);
    readers.add(reader);
    return reader;
  }

  private static void checkAgainstTheContract(List<SseReader.Event> events) throws Exception {
    for (SseReader.Event event : events) {
      CONTRACT.checkSchema(SCHEMAS.get(event.name()), event.data());
      CONTRACT.checkSchema("StreamId", '"' + event.id() + '"');
    }
  }

  private static String readUntil(Socket socket, String wanted) throws Exception {
    socket.setSoTimeout(20_000);
    StringBuilder heard = new StringBuilder();
    byte[] buffer = new byte[65_536];
    String end = "";
    while (!end.contains(wanted) || !end.substring(end.indexOf(wanted)).contains("\n\n")) {
      int length = socket.getInputStream().read(buffer);
      assertThat(length).as("bytes before %s", wanted).isPositive();
      heard.append(new String(buffer, 0, length, StandardCharsets.UTF_8));
      end = heard.substring(Math.max(0, heard.length() - 2 * buffer.length));
    }
    return end;
  }

  private static void awaitId(SseReader reader) {
    eventually(() -> assertThat(reader.lastId()).isNotNull());
  }

  private static void eventually(ThrowingRunnable assertion) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(10))
        .untilAsserted(assertion);
  }
}
