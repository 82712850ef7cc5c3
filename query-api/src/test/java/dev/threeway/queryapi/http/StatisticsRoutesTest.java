package dev.threeway.queryapi.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.threeway.queryapi.live.DriverEngine;
import dev.threeway.schemas.records.BreakState;
import dev.threeway.schemas.records.BreakType;
import dev.threeway.schemas.records.Mismatch;
import dev.threeway.schemas.records.Severity;
import dev.threeway.schemas.records.Source;
import dev.threeway.schemas.records.TransactionEvent;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every statistic against a count over what was sent and what was published. */
class StatisticsRoutesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TRANSACTIONS = "/api/v1/transactions/stats";
  private static final String MISMATCHES = "/api/v1/mismatches/stats";
  private static final String SERIES = "/api/v1/stats/timeseries";
  private static final List<Source> SOURCES = List.of(Source.CORE, Source.GATEWAY, Source.MOBILE);

  private final long seed = System.nanoTime();
  private DriverEngine engine;
  private RunningApi api;
  private CountedTraffic traffic;

  @BeforeEach
  void start() {
    System.err.println("seed " + seed);
    engine = new DriverEngine(3);
    api = new RunningApi(engine.reads(), FixedState.RUNNING, 0, engine::now);
    traffic = new CountedTraffic(engine, seed);
  }

  @AfterEach
  void stop() {
    api.close();
    engine.close();
  }

  @Test
  void anEngineWithoutTransactionsHasNothingToDivideBy() throws Exception {
    JsonNode stats = get(TRANSACTIONS, TRANSACTIONS);

    assertThat(stats.get("transactions").asLong()).isZero();
    assertThat(stats.has("match_rate")).isFalse();
    assertThat(stats.get("by_currency")).isEmpty();
    JsonNode breaks = get(MISMATCHES, MISMATCHES);
    assertThat(breaks.get("open").asLong()).isZero();
    assertThat(breaks.has("oldest_detected_at")).isFalse();
  }

  @Test
  void transactionsAreCountedAndValuedByStatusAndCurrency() throws Exception {
    traffic.transactions(150);
    assertTransactions();
    traffic.advance(Duration.ofMinutes(6));
    assertTransactions();
    traffic.lateLegs(5);
    assertTransactions();
  }

  @Test
  void openBreaksAreCountedInEveryWay() throws Exception {
    traffic.transactions(100);
    assertMismatches();
    traffic.advance(Duration.ofMinutes(6));
    assertMismatches();
    traffic.lateLegs(5);
    assertMismatches();
    for (int hours : new int[] {23, 2, 60, 96}) {
      traffic.advance(Duration.ofHours(hours));
      assertMismatches();
    }
  }

  @Test
  void transactionsThatArePastTheirRetentionCountNoLonger() throws Exception {
    traffic.transactions(60);
    traffic.advance(Duration.ofHours(30));
    for (int partition = 0; partition < 3; partition++) {
      engine.send(
          DriverEngine.report(Source.CORE, idOn(partition)).setEventTime(engine.now()).build());
    }
    engine.advance(Duration.ofSeconds(1));

    JsonNode stats = get(TRANSACTIONS, TRANSACTIONS);
    assertThat(stats.get("transactions").asLong()).isEqualTo(3);
    assertThat(stats.get("by_currency")).hasSize(1);
    JsonNode breaks = get(MISMATCHES, MISMATCHES);
    assertThat(breaks.get("open").asLong()).isZero();
    assertThat(breaks.get("at_risk")).isEmpty();
    assertThat(breaks.get("by_age").toString())
        .isEqualTo(
            "{\"under_one_day\":0,\"one_to_three_days\":0,\"three_to_seven_days\":0,\"over_seven_days\":0}");
  }

  @Test
  void theSeriesCountsWhatHappenedInEachMinute() throws Exception {
    traffic.transactions(120);
    traffic.advance(Duration.ofMinutes(6));
    traffic.lateLegs(5);

    JsonNode series = get(SERIES, SERIES);
    assertThat(series.get("points")).hasSize(60);
    assertPoints(series, Duration.ofMinutes(1));
    assertPoints(get(SERIES, SERIES + "?resolution=5m"), Duration.ofMinutes(5));
    assertPoints(get(SERIES, SERIES + "?resolution=1h"), Duration.ofHours(1));
  }

  @Test
  void aSeriesBeginsAndEndsWhereItIsAskedTo() throws Exception {
    JsonNode series =
        get(
            SERIES,
            SERIES + "?resolution=5m&from=2026-03-01T07:03:00Z&to=2026-03-01T09:30:00%2B01:00");

    assertThat(series.get("from").asText()).isEqualTo("2026-03-01T07:00:00.000Z");
    assertThat(series.get("to").asText()).isEqualTo("2026-03-01T08:35:00.000Z");
    assertThat(series.get("points")).hasSize(19);
  }

  @Test
  void aSeriesThatIsTooLongOrBackwardsIsRefused() throws Exception {
    for (String query :
        List.of(
            "from=2025-03-01T00:00:00Z",
            "from=2026-03-02T00:00:00Z",
            "from=0001-01-01T00:00:00Z",
            "from=yesterday",
            "to=9999-12-31T23:59:59Z",
            "resolution=2m")) {
      assertThat(api.get(SERIES, SERIES + "?" + query).statusCode()).as(query).isEqualTo(400);
    }
  }

  @Test
  void aPartitionThatCannotBeReadIsNamedAndNobodyKeepsTheAnswer() throws Exception {
    engine.restore(1);

    for (String route : List.of(TRANSACTIONS, MISMATCHES, SERIES)) {
      var partial = api.get(route, route);
      assertThat(partial.statusCode()).isEqualTo(200);
      assertThat(partial.headers().firstValue("Cache-Control")).hasValue("no-store");
      assertThat(JSON.readTree(partial.body()).at("/partitions/missing")).hasToString("[1]");
      assertThat(api.get(route, route + "?strict=true").statusCode()).isEqualTo(503);
    }
  }

  @Test
  void anAnswerMayBeKeptForAsLongAsItIsFresh() throws Exception {
    assertThat(kept(TRANSACTIONS)).isEqualTo("private, max-age=5");
    assertThat(kept(MISMATCHES)).isEqualTo("private, max-age=5");
    assertThat(kept(SERIES)).isEqualTo("private, max-age=5");
    assertThat(api.get(SERIES, SERIES + "?resolution=1h").headers().firstValue("Cache-Control"))
        .hasValue("private, max-age=30");
  }

  private String kept(String route) throws Exception {
    return api.get(route, route).headers().firstValue("Cache-Control").orElse("");
  }

  private void assertTransactions() throws Exception {
    JsonNode stats = fresh(TRANSACTIONS);
    Map<String, Long> byStatus =
        traffic.sent.keySet().stream()
            .collect(Collectors.groupingBy(this::status, Collectors.counting()));
    assertThat(stats.get("transactions").asInt()).isEqualTo(traffic.sent.size());
    for (String status : List.of("PENDING", "MATCHED", "MATCHED_WITHIN_TOLERANCE", "MISMATCHED")) {
      assertThat(stats.get("by_status").get(lower(status)).asLong())
          .as(status)
          .isEqualTo(byStatus.getOrDefault(status, 0L));
    }
    long good =
        byStatus.getOrDefault("MATCHED", 0L)
            + byStatus.getOrDefault("MATCHED_WITHIN_TOLERANCE", 0L);
    long bad = byStatus.getOrDefault("MISMATCHED", 0L);
    assertThat(stats.get("match_rate").decimalValue())
        .isEqualByComparingTo(
            BigDecimal.valueOf(good).divide(BigDecimal.valueOf(good + bad), 6, RoundingMode.DOWN));
    for (Source source : SOURCES) {
      JsonNode shown = named(stats.get("by_source"), "source", source.name());
      long reports =
          traffic.sent.values().stream().filter(legs -> legs.containsKey(source)).count();
      assertThat(shown.get("consumed").asLong()).isEqualTo(reports);
      assertThat(shown.get("first_reports").asLong()).isEqualTo(reports);
      assertThat(shown.at("/legs/mismatched").asLong())
          .isEqualTo(
              traffic.sent.entrySet().stream()
                  .filter(entry -> entry.getValue().containsKey(source))
                  .filter(entry -> status(entry.getKey()).equals("MISMATCHED"))
                  .count());
    }
    assertValues(stats);
  }

  private void assertValues(JsonNode stats) {
    Map<String, BigDecimal> values = new TreeMap<>();
    traffic.sent.forEach(
        (txnId, legs) -> {
          TransactionEvent reference =
              SOURCES.stream().filter(legs::containsKey).map(legs::get).findFirst().orElseThrow();
          values.merge(
              reference.getCurrency() + " " + lower(status(txnId)),
              reference.getAmount(),
              BigDecimal::add);
        });
    for (JsonNode currency : stats.get("by_currency")) {
      String code = currency.get("currency").asText();
      currency
          .get("value")
          .properties()
          .forEach(
              value ->
                  assertThat(new BigDecimal(value.getValue().asText()))
                      .as("%s %s", code, value.getKey())
                      .isEqualByComparingTo(
                          values.getOrDefault(code + " " + value.getKey(), BigDecimal.ZERO)));
      BigDecimal good =
          values
              .getOrDefault(code + " matched", BigDecimal.ZERO)
              .add(values.getOrDefault(code + " matched_within_tolerance", BigDecimal.ZERO));
      BigDecimal decided = good.add(values.getOrDefault(code + " mismatched", BigDecimal.ZERO));
      if (decided.signum() > 0) {
        assertThat(currency.get("match_rate_by_value").decimalValue())
            .isEqualByComparingTo(good.divide(decided, 6, RoundingMode.DOWN));
      }
    }
    assertThat(stats.get("by_currency").findValuesAsText("currency"))
        .containsExactlyElementsOf(
            values.keySet().stream().map(key -> key.substring(0, 3)).distinct().toList());
  }

  private void assertMismatches() throws Exception {
    JsonNode stats = fresh(MISMATCHES);
    List<Mismatch> open =
        traffic.breaks.values().stream()
            .filter(version -> version.getState() == BreakState.OPEN)
            .toList();
    assertThat(stats.get("open").asInt()).isEqualTo(open.size()).isPositive();
    for (BreakType type : known(BreakType.values())) {
      assertThat(stats.get("by_type").get(type.name()).asLong())
          .as("%s", type)
          .isEqualTo(count(open, each -> each.getType() == type));
    }
    for (Severity severity : known(Severity.values())) {
      assertThat(stats.get("by_severity").get(severity.name()).asLong())
          .as("%s", severity)
          .isEqualTo(count(open, each -> each.getSeverity() == severity));
    }
    for (Source source : SOURCES) {
      assertThat(stats.get("by_source").get(source.name()).asLong())
          .as("%s", source)
          .isEqualTo(count(open, each -> each.getDeviating().contains(source.name())));
    }
    assertThat(stats.get("at_risk").size())
        .isEqualTo(open.stream().map(Mismatch::getCurrency).distinct().count());
    for (JsonNode risk : stats.get("at_risk")) {
      String code = risk.get("currency").asText();
      assertThat(risk.get("open").asLong())
          .isEqualTo(count(open, each -> each.getCurrency().equals(code)));
      assertThat(new BigDecimal(risk.get("amount").asText()))
          .isEqualByComparingTo(
              open.stream()
                  .filter(each -> each.getCurrency().equals(code))
                  .map(Mismatch::getAmountAtRisk)
                  .reduce(BigDecimal.ZERO, BigDecimal::add));
    }
    assertAges(stats.get("by_age"), open);
    assertThat(Instant.parse(stats.get("oldest_detected_at").asText()))
        .isEqualTo(open.stream().map(Mismatch::getDetectedAt).min(Comparator.naturalOrder()).get());
  }

  private void assertAges(JsonNode ages, List<Mismatch> open) {
    long[] edges = {0, 24, 72, 168, Long.MAX_VALUE / 60};
    String[] names = {
      "under_one_day", "one_to_three_days", "three_to_seven_days", "over_seven_days"
    };
    Instant thisMinute = CountedTraffic.minute(engine.now());
    for (int i = 0; i < names.length; i++) {
      long from = edges[i] * 60;
      long to = edges[i + 1] * 60;
      assertThat(ages.get(names[i]).asLong())
          .as(names[i])
          .isEqualTo(
              count(
                  open,
                  each -> {
                    long minutes =
                        Duration.between(CountedTraffic.minute(each.getDetectedAt()), thisMinute)
                            .toMinutes();
                    return minutes >= from && minutes < to;
                  }));
    }
  }

  private void assertPoints(JsonNode series, Duration step) {
    long opened = 0;
    for (JsonNode point : series.get("points")) {
      Instant start = Instant.parse(point.get("start").asText());
      Predicate<Instant> within = at -> !at.isBefore(start) && at.isBefore(start.plus(step));
      for (Source source : SOURCES) {
        assertThat(point.get("legs").get(source.name()).asInt())
            .isEqualTo(
                traffic.legs.entrySet().stream()
                    .filter(minute -> within.test(minute.getKey()))
                    .mapToInt(minute -> minute.getValue().getOrDefault(source, 0))
                    .sum());
      }
      assertThat(point.get("matched").asInt())
          .isEqualTo(
              traffic.matched.entrySet().stream()
                  .filter(minute -> within.test(minute.getKey()))
                  .mapToInt(Map.Entry::getValue)
                  .sum());
      List<CountedTraffic.Opened> here =
          traffic.opened.stream().filter(each -> within.test(each.at())).toList();
      assertCounts(point.get("breaks_opened"), here.stream().map(CountedTraffic.Opened::type));
      assertCounts(
          point.get("breaks_resolved"),
          traffic.resolved.stream()
              .filter(each -> within.test(each.getResolvedAt()))
              .map(Mismatch::getType));
      assertLatency(point, here);
      opened += here.size();
    }
    assertThat(opened).isEqualTo(traffic.opened.size()).isPositive();
  }

  private static void assertCounts(JsonNode shown, Stream<BreakType> types) {
    Map<String, Long> counts =
        types.collect(Collectors.groupingBy(Enum::name, Collectors.counting()));
    Map<String, Long> found = new TreeMap<>();
    shown.properties().forEach(entry -> found.put(entry.getKey(), entry.getValue().asLong()));
    assertThat(found).isEqualTo(new TreeMap<>(counts));
  }

  private static void assertLatency(JsonNode point, List<CountedTraffic.Opened> opened) {
    if (opened.isEmpty()) {
      assertThat(point.has("detection_latency")).isFalse();
      return;
    }
    JsonNode latency = point.get("detection_latency");
    assertThat(latency.get("count").asInt()).isEqualTo(opened.size());
    long[] sorted = opened.stream().mapToLong(CountedTraffic.Opened::latency).sorted().toArray();
    Map.of("p50_ms", 0.5, "p95_ms", 0.95, "p99_ms", 0.99)
        .forEach(
            (name, quantile) -> {
              long exact = sorted[(int) (quantile * (sorted.length - 1))];
              assertThat(latency.get(name).asLong())
                  .as("%s of %s", name, Arrays.toString(sorted))
                  .isBetween((long) (exact * 0.99) - 1, (long) (exact * 1.01) + 1);
            });
  }

  private String status(String txnId) {
    return traffic.results.containsKey(txnId)
        ? traffic.results.get(txnId).getStatus().name()
        : "PENDING";
  }

  /** The answer that nobody has kept: each way to ask for it is used once. */
  private JsonNode fresh(String route) throws Exception {
    api.close();
    api = new RunningApi(engine.reads(), FixedState.RUNNING, 0, engine::now);
    return get(route, route);
  }

  private JsonNode get(String route, String pathAndQuery) throws Exception {
    var response = api.get(route, pathAndQuery);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return JSON.readTree(response.body());
  }

  private String idOn(int partition) {
    return Stream.iterate(0, number -> number + 1)
        .map(number -> "N-" + number)
        .filter(txnId -> engine.partitionOf(txnId) == partition)
        .findFirst()
        .orElseThrow();
  }

  private static JsonNode named(JsonNode list, String field, String name) {
    for (JsonNode each : list) {
      if (each.get(field).asText().equals(name)) {
        return each;
      }
    }
    throw new AssertionError("there is no " + name + " in " + list);
  }

  private static <E extends Enum<E>> List<E> known(E[] all) {
    return Arrays.stream(all).filter(each -> !each.name().equals("UNKNOWN")).toList();
  }

  private static long count(List<Mismatch> breaks, Predicate<Mismatch> which) {
    return breaks.stream().filter(which).count();
  }

  private static String lower(String status) {
    return status.toLowerCase(java.util.Locale.ROOT);
  }
}
