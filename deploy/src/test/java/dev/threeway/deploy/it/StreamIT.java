package dev.threeway.deploy.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.threeway.deploy.check.TopicBreaks;
import dev.threeway.deploy.check.TopicReader;
import dev.threeway.deploy.stack.LocalStack;
import dev.threeway.queryapi.push.StreamPosition;
import dev.threeway.schemas.records.Mismatch;
import dev.threeway.schemas.records.ReconciliationResult;
import dev.threeway.schemas.records.Source;
import dev.threeway.schemas.topics.Topics;
import dev.threeway.schemas.wire.AvroDeserializer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The event stream over the real topics. */
@ExtendWith(SharedStack.class)
class StreamIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String RECORDS = "?events=mismatch,result";
  private static final int RESUMES = 20;
  private static final int CLIENTS = 1_000;

  @TempDir Path temporary;

  @Test
  void aClientThatIsCutTwentyTimesHasTheRecordsOfTheTopicsOnceAndInOrder(LocalStack stack)
      throws Exception {
    long seed = new Random().nextLong();
    System.err.println("cuts with seed " + seed);
    Random random = new Random(seed);
    int port = stack.addresses().api();
    String id = firstId(port);
    StreamPosition start = StreamPosition.parse(id);
    CompletableFuture<?> traffic =
        CompletableFuture.supplyAsync(
            () ->
                TestTraffic.send(
                    stack.addresses(),
                    temporary.resolve("truth.ndjson"),
                    seed,
                    600,
                    "all,rejected=0%,amount=5%,missing=3%"));

    Map<String, List<String>> received = new TreeMap<>();
    for (int cut = 0; cut < RESUMES; cut++) {
      try (SseSocket client = new SseSocket(port, RECORDS, id, 0)) {
        for (int left = random.nextInt(40); left > 0; left--) {
          SseSocket.Event event = client.next();
          add(received, event);
          id = event.id();
        }
      }
    }
    traffic.join();
    awaitSilence(stack);
    try (SseSocket client = new SseSocket(port, RECORDS, id, 0)) {
      Map<String, List<String>> published = published(stack, start);
      while (count(received) < count(published)) {
        add(received, client.next());
      }
    }

    assertThat(count(received)).as("events").isGreaterThan(600);
    assertThat(received).isEqualTo(published(stack, start));
  }

  @Test
  void aThousandClientsGetEverythingAndASlowOneIsToldOfItsGap(LocalStack stack) throws Exception {
    int port = stack.addresses().api();
    String before = figures(stack);
    int transactions = 8_000;
    String run = "stream-" + System.nanoTime();
    try (SseSocket slow = new SseSocket(port, RECORDS, null, 256 * 1024);
        SseSocket quick = new SseSocket(port, "?events=result", null, 0);
        Legs legs = new Legs(stack.addresses())) {
      slow.awaitId();
      quick.awaitId();
      fillUp(stack, legs, quick);
      try (ManyReaders many = new ManyReaders(port, "?events=mismatch", run, CLIENTS)) {
        Awaitility.await()
            .atMost(Duration.ofSeconds(30))
            .untilAsserted(() -> assertThat(many.started()).isEqualTo(CLIENTS));
        String with = figures(stack);
        int breaks = 0;
        CompletableFuture<List<Long>> latencies =
            CompletableFuture.supplyAsync(() -> latencies(quick, run, transactions));
        for (int i = 0; i < transactions; i++) {
          Instant now = Instant.now();
          String txnId = run + "-" + i;
          // One in a hundred is a TIMESTAMP break.
          boolean broken = i % 100 == 0;
          breaks += broken ? 1 : 0;
          legs.send(Source.CORE, txnId, broken ? now.minusMillis(5_500) : now);
          legs.send(Source.GATEWAY, txnId, now);
          legs.send(Source.MOBILE, txnId, now);
        }
        legs.flush();
        List<Long> measured = latencies.get(60, TimeUnit.SECONDS);
        // A break that is found between two legs has another version once the third is there.
        Callable<Integer> versions =
            () ->
                (int)
                    new TopicBreaks(stack.addresses())
                        .versions().stream().filter(each -> each.txnId().startsWith(run)).count();
        assertThat(versions.call()).isGreaterThanOrEqualTo(breaks);
        Awaitility.await()
            .atMost(Duration.ofSeconds(30))
            .untilAsserted(
                () ->
                    assertThat(many.clientsByEvents())
                        .isEqualTo(Map.of(versions.call(), (long) CLIENTS)));

        assertThat(many.contents()).as("different contents").isEqualTo(1);
        assertThat(many.gaps()).isZero();
        SseSocket.Event event = slow.next();
        while (!event.name().equals("gap")) {
          event = slow.next();
        }
        assertThat(JSON.readTree(event.data()).get("reason").asText()).isEqualTo("SLOW");
        System.err.printf(
            "%d clients, %d mismatches to each, and %d results to a quick one beside a stalled one:"
                + " latency p50 %d ms, p99 %d ms%n  before %s%n  with   %s%n  after  %s%n",
            CLIENTS,
            versions.call(),
            measured.size(),
            measured.get(measured.size() / 2),
            measured.get(measured.size() * 99 / 100),
            before,
            with,
            figures(stack));
        assertThat(threads(with) - threads(before)).as("threads for the clients").isLessThan(250);
      }
    }
  }

  /** Sends transactions until a client that reads nothing is stalled, while another keeps up. */
  private static void fillUp(LocalStack stack, Legs legs, SseSocket quick) throws Exception {
    int round = 400;
    Awaitility.await()
        .atMost(Duration.ofSeconds(90))
        .pollDelay(Duration.ZERO)
        .until(
            () -> {
              String run = "filler-" + System.nanoTime();
              for (int i = 0; i < round; i++) {
                sendEqual(legs, run + "-" + i);
              }
              legs.flush();
              latencies(quick, run, round);
              return sample(stack, "threeway_stream_slow") == 1;
            });
  }

  private static void sendEqual(Legs legs, String txnId) {
    Instant now = Instant.now();
    legs.send(Source.CORE, txnId, now);
    legs.send(Source.GATEWAY, txnId, now);
    legs.send(Source.MOBILE, txnId, now);
  }

  /** How long each result took from its decision to the client, in ascending milliseconds. */
  private static List<Long> latencies(SseSocket quick, String run, int count) {
    List<Long> latencies = new ArrayList<>();
    try {
      while (latencies.size() < count) {
        SseSocket.Event event = quick.next();
        assertThat(event.name()).isEqualTo("result");
        JsonNode result = JSON.readTree(event.data());
        if (result.get("txn_id").asText().startsWith(run)) {
          Instant decided = Instant.parse(result.get("decided_at").asText());
          latencies.add(Duration.between(decided, Instant.now()).toMillis());
        }
      }
    } catch (IOException lost) {
      throw new IllegalStateException("after " + latencies.size() + " results", lost);
    }
    latencies.sort(null);
    return latencies;
  }

  private static String firstId(int port) throws IOException {
    try (SseSocket client = new SseSocket(port, RECORDS, null, 0)) {
      return client.awaitId();
    }
  }

  /** Waits until nothing has been published for longer than a deadline and its sweep take. */
  private static void awaitSilence(LocalStack stack) {
    TopicReader topics = new TopicReader(stack.addresses().bootstrapServers());
    AtomicInteger last = new AtomicInteger();
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofSeconds(1))
        .during(Duration.ofSeconds(10))
        .until(
            () -> {
              int now = topics.readAll(Topics.MISMATCHES).size();
              return last.getAndSet(now) == now;
            });
  }

  private static void add(Map<String, List<String>> events, SseSocket.Event event)
      throws IOException {
    JsonNode data = JSON.readTree(event.data());
    String what =
        switch (event.name()) {
          case "mismatch" ->
              "%s v%s %s"
                  .formatted(text(data, "mismatch_id"), text(data, "version"), text(data, "state"));
          case "result" -> "v%s %s".formatted(text(data, "version"), text(data, "status"));
          default -> event.name() + " " + data;
        };
    events
        .computeIfAbsent(event.name() + " " + text(data, "txn_id"), absent -> new ArrayList<>())
        .add(what);
  }

  private static String text(JsonNode data, String field) {
    return data.path(field).asText();
  }

  private static int count(Map<String, List<String>> events) {
    return events.values().stream().mapToInt(List::size).sum();
  }

  /** What the topics hold from a position on, by transaction, in order. */
  private static Map<String, List<String>> published(LocalStack stack, StreamPosition from) {
    Map<String, List<String>> published = new TreeMap<>();
    try (AvroDeserializer<SpecificRecord> values = new AvroDeserializer<>()) {
      values.configure(
          Map.of(
              "schema.registry.url", stack.addresses().registryUrl(), "specific.avro.reader", true),
          false);
      TopicReader topics = new TopicReader(stack.addresses().bootstrapServers());
      for (ConsumerRecord<byte[], byte[]> each : topics.readAll(Topics.MISMATCHES)) {
        if (each.offset() >= from.mismatches()[each.partition()]
            && values.deserialize(each.topic(), each.value()) instanceof Mismatch mismatch) {
          published
              .computeIfAbsent("mismatch " + mismatch.getTxnId(), absent -> new ArrayList<>())
              .add(
                  "%s v%d %s"
                      .formatted(
                          mismatch.getMismatchId(), mismatch.getVersion(), mismatch.getState()));
        }
      }
      for (ConsumerRecord<byte[], byte[]> each : topics.readAll(Topics.RECONCILIATION_RESULTS)) {
        if (each.offset() >= from.results()[each.partition()]
            && values.deserialize(each.topic(), each.value())
                instanceof ReconciliationResult result) {
          published
              .computeIfAbsent("result " + result.getTxnId(), absent -> new ArrayList<>())
              .add("v%d %s".formatted(result.getVersion(), result.getStatus()));
        }
      }
    }
    return published;
  }

  /** What the engine's process says of its threads and its heap. */
  private static String figures(LocalStack stack) throws IOException, InterruptedException {
    return "%.0f threads, %.0f MB of heap used"
        .formatted(
            sample(stack, "jvm_threads_live_threads"),
            sample(stack, "jvm_memory_used_bytes{area=\"heap\"") / 1_000_000);
  }

  /** The sum of a metric of the engine's process over its labels. */
  private static double sample(LocalStack stack, String name)
      throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(stack.addresses().metricsUrl())).build(),
            BodyHandlers.ofString())
        .body()
        .lines()
        .filter(line -> line.startsWith(name))
        .mapToDouble(StreamIT::value)
        .sum();
  }

  private static int threads(String figures) {
    return Integer.parseInt(figures.substring(0, figures.indexOf(' ')));
  }

  private static double value(String sample) {
    return Double.parseDouble(sample.substring(sample.lastIndexOf(' ') + 1));
  }
}
