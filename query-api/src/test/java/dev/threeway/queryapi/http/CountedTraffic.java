package dev.threeway.queryapi.http;

import dev.threeway.queryapi.live.DriverEngine;
import dev.threeway.schemas.records.BreakState;
import dev.threeway.schemas.records.BreakType;
import dev.threeway.schemas.records.Mismatch;
import dev.threeway.schemas.records.ReconciliationResult;
import dev.threeway.schemas.records.Source;
import dev.threeway.schemas.records.TransactionEvent;
import dev.threeway.schemas.records.TransactionStatus;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Random traffic on a running engine, and what can be counted about it on the topics alone: what
 * was sent, and what was published.
 */
final class CountedTraffic {
  /** A break as it was opened. */
  record Opened(BreakType type, Instant at, long latency) {}

  private static final List<Source> SOURCES = List.of(Source.CORE, Source.GATEWAY, Source.MOBILE);

  private final DriverEngine engine;
  private final Random random;
  private int number;

  final Map<String, Map<Source, TransactionEvent>> sent = new LinkedHashMap<>();
  final Map<String, Mismatch> breaks = new HashMap<>();
  final Map<String, ReconciliationResult> results = new HashMap<>();
  final Map<Instant, Map<Source, Integer>> legs = new HashMap<>();
  final List<Opened> opened = new ArrayList<>();
  final List<Mismatch> resolved = new ArrayList<>();
  final Map<Instant, Integer> matched = new HashMap<>();

  CountedTraffic(DriverEngine engine, long seed) {
    this.engine = engine;
    this.random = new Random(seed);
  }

  /** Transactions of which each source reports at most once, some of them with a difference. */
  void transactions(int count) {
    for (int i = 0; i < count; i++) {
      String txnId = "T-" + number++;
      String currency = List.of("USD", "EUR", "JPY").get(random.nextInt(3));
      BigDecimal amount = new BigDecimal(1 + random.nextInt(200_000)).setScale(4);
      for (Source source : SOURCES) {
        if (random.nextInt(10) > 0) {
          send(report(source, txnId, currency, amount));
        }
      }
      if (random.nextInt(8) == 0) {
        advance(Duration.ofSeconds(random.nextInt(60)));
      }
    }
  }

  /** What is missing comes late. */
  void lateLegs(int count) {
    List<String> incomplete =
        sent.entrySet().stream()
            .filter(entry -> entry.getValue().size() < 3)
            .map(Map.Entry::getKey)
            .limit(count)
            .toList();
    for (String txnId : incomplete) {
      Map<Source, TransactionEvent> there = sent.get(txnId);
      TransactionEvent like = there.values().iterator().next();
      for (Source source : SOURCES) {
        if (!there.containsKey(source)) {
          send(
              TransactionEvent.newBuilder(like)
                  .setSource(source)
                  .setEventId(source + txnId)
                  .setEventTime(like.getEventTime())
                  .build());
        }
      }
    }
  }

  void advance(Duration duration) {
    engine.advance(duration);
    collect(null);
  }

  private TransactionEvent report(Source source, String txnId, String currency, BigDecimal amount) {
    TransactionEvent.Builder report =
        DriverEngine.report(source, txnId)
            .setCurrency(currency)
            .setAmount(amount)
            .setEventTime(engine.now().minusMillis(random.nextInt(4_000)));
    switch (random.nextInt(40)) {
      case 0 -> report.setAmount(amount.add(new BigDecimal(1 + random.nextInt(5))));
      case 1 -> report.setCurrency("GBP").setAmount(new BigDecimal("12.3400"));
      case 2 -> report.setStatus(TransactionStatus.FAILED);
      case 3 -> report.setAccountId("ACC-2");
      case 4 -> report.setStatus(TransactionStatus.PENDING);
      default -> {
        // As the other sources report it.
      }
    }
    return report.build();
  }

  private void send(TransactionEvent event) {
    engine.send(event);
    sent.computeIfAbsent(event.getTxnId(), none -> new LinkedHashMap<>())
        .put(event.getSource(), event);
    legs.computeIfAbsent(minute(engine.now()), none -> new HashMap<>())
        .merge(event.getSource(), 1, Integer::sum);
    collect(event.getEventTime());
  }

  /**
   * Counts what was published since.
   *
   * @param since the event time of the report that led to it; null if a deadline did
   */
  private void collect(Instant since) {
    for (Mismatch version : engine.mismatches()) {
      Mismatch before = breaks.put(version.getMismatchId(), version);
      boolean wasOpen = before != null && before.getState() == BreakState.OPEN;
      if (version.getState() == BreakState.RESOLVED) {
        resolved.add(version);
      } else if (!wasOpen) {
        Instant possible = since == null ? version.getDeadline() : since;
        long latency = Duration.between(possible, version.getDetectedAt()).toMillis();
        opened.add(new Opened(version.getType(), version.getDetectedAt(), latency));
      }
    }
    for (ReconciliationResult result : engine.results()) {
      ReconciliationResult before = results.put(result.getTxnId(), result);
      boolean matches = result.getStatus().name().startsWith("MATCHED");
      if (matches && (before == null || before.getStatus() != result.getStatus())) {
        matched.merge(minute(result.getDecidedAt()), 1, Integer::sum);
      }
    }
  }

  /** The start of the minute of an instant. */
  static Instant minute(Instant instant) {
    return instant.truncatedTo(java.time.temporal.ChronoUnit.MINUTES);
  }
}
