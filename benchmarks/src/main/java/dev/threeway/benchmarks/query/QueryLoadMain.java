package dev.threeway.benchmarks.query;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.threeway.benchmarks.cluster.BenchmarkException;
import dev.threeway.benchmarks.input.InputPlan;
import dev.threeway.simulator.app.KafkaLegSink;
import dev.threeway.simulator.app.Progress;
import dev.threeway.simulator.app.Simulation;
import dev.threeway.simulator.app.SimulationSettings;
import dev.threeway.simulator.faults.FaultPlan;
import dev.threeway.simulator.truth.TruthWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Sends legs, asks, judges, and writes what it has found to a file. Ends by itself. */
public final class QueryLoadMain {
  /** System property: a file with a {@link QueryLoad}. */
  public static final String LOAD = "bench.load";

  /** System property: the file for the result. */
  public static final String RESULT = "bench.result";

  /** How long there are legs before anybody asks. */
  private static final int LEAD_SECONDS = 3;

  private static final int MOST_DELAY_SECONDS = 120;
  private static final int STEPS = 5;
  private static final int LEGS = 3;
  private static final double P50 = 50;
  private static final double P99 = 99;
  private static final double P999 = 99.9;

  private final QueryLoad load;
  private final Path result;

  private QueryLoadMain(QueryLoad load, Path result) {
    this.load = load;
    this.result = result;
  }

  /** Measures once; settings by system properties. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Path result = Path.of(System.getProperty(RESULT));
    new QueryLoadMain(QueryLoad.read(Path.of(System.getProperty(LOAD))), result).run();
  }

  private void run() throws IOException, InterruptedException {
    Map<String, Object> client =
        Map.of(
            "bootstrap.servers",
            load.bootstrapServers(),
            "schema.registry.url",
            load.registryUrl());
    Simulation simulation = Simulation.live(traffic(), InstantSource.system());
    try (SentTraffic sent = new SentTraffic(new KafkaLegSink(client), transactions());
        TruthWriter truth = new TruthWriter(result.resolveSibling("truth.ndjson"));
        PublishedFeed published =
            new PublishedFeed(
                load.bootstrapServers(), load.registryUrl(), sent::number, transactions())) {
      published.start();
      CompletableFuture<Void> traffic =
          CompletableFuture.runAsync(() -> simulation.run(sent, truth, Progress.NONE));
      try {
        TimeUnit.SECONDS.sleep(LEAD_SECONDS);
        ask(sent, published);
        if (traffic.isDone()) {
          throw new BenchmarkException("the legs have ended before the questions");
        }
      } finally {
        simulation.stop();
        traffic.join();
      }
    }
  }

  /** More than there can be: a run that cannot keep up takes a little longer. */
  private int transactions() {
    int seconds = LEAD_SECONDS + load.warmUpSeconds() + load.measuredSeconds() + MOST_DELAY_SECONDS;
    return Math.max(1, load.legsPerSecond() / LEGS) * seconds;
  }

  private SimulationSettings traffic() {
    return SimulationSettings.builder()
        .transactions(0)
        .rate(Math.max(1, load.legsPerSecond() / LEGS))
        .seed(load.seed())
        .faults(FaultPlan.parse(InputPlan.FAULTS))
        .window(Duration.ofMillis(load.windowMillis()))
        .grace(Duration.ofMillis(load.graceMillis()))
        .timestampTolerance(InputPlan.TIMESTAMP_TOLERANCE)
        .legDelay(InputPlan.SPREAD)
        .build();
  }

  private void ask(SentTraffic sent, PublishedFeed published)
      throws IOException, InterruptedException {
    Questions questions =
        new Questions(
            sent,
            published,
            load.listPercent(),
            Math.max(1, load.legsPerSecond() / LEGS),
            load.seed());
    Judge judge =
        new Judge(
            new TransactionJudge(sent, load.windowMillis() + load.graceMillis()),
            new ListJudge(sent, published.breaks()),
            questions);
    judge.start();
    ObjectNode found = new ObjectMapper().createObjectNode();
    OpenLoop loop = new OpenLoop(load.instances(), load.connections(), questions, judge);
    try (judge;
        loop) {
      warmUp(loop);
      Processors processors = new Processors(load.engines(), load.broker());
      long legs = sent.arrived();
      long begin = System.nanoTime();
      processors.begin();
      long asked = loop.ask(load.requestsPerSecond(), load.measuredSeconds(), true);
      double seconds = (System.nanoTime() - begin) / 1e9;
      processors.end(found.putObject("cpu_seconds"));
      found
          .put("seconds", seconds)
          .put("legs_per_second", (sent.arrived() - legs) / seconds)
          .put("requests_per_second", asked / seconds);
    }
    describe(judge, loop.latencies(), found);
    new ObjectMapper().writeValue(result.toFile(), found);
  }

  /** Cold programs that are asked too much stay cold: the questions become more step by step. */
  private void warmUp(OpenLoop loop) throws InterruptedException {
    for (int step = 1; step <= STEPS; step++) {
      loop.ask(
          Math.max(1, load.requestsPerSecond() * step / STEPS),
          load.warmUpSeconds() * step / STEPS - load.warmUpSeconds() * (step - 1) / STEPS,
          false);
    }
  }

  private static void describe(Judge judge, Latencies latencies, ObjectNode found) {
    ObjectNode answers = found.putObject("answers");
    judge
        .counts()
        .forEach((verdict, count) -> answers.put(verdict.name().toLowerCase(Locale.ROOT), count));
    ArrayNode wrong = found.putArray("wrong");
    judge.wrong().forEach(wrong::add);
    ArrayNode all = found.putArray("latency_us");
    latencies
        .all()
        .forEach(
            (kind, byStatus) ->
                byStatus.forEach(
                    (status, histogram) -> put(all.addObject(), kind.title(), status, histogram)));
    put(found.putObject("transactions_us"), "all transactions", null, latencies.total(false));
    put(found.putObject("lists_us"), "all lists", null, latencies.total(true));
  }

  private static void put(ObjectNode node, String what, Integer status, Histogram histogram) {
    node.put("what", what)
        .put("status", status)
        .put("count", histogram.getTotalCount())
        .put("p50", histogram.getValueAtPercentile(P50))
        .put("p99", histogram.getValueAtPercentile(P99))
        .put("p99_9", histogram.getValueAtPercentile(P999))
        .put("max", histogram.getMaxValue());
  }
}
