package dev.threeway.queryapi.live;

import dev.threeway.schemas.records.Source;
import dev.threeway.topology.join.ControlTotals;
import dev.threeway.topology.join.CurrencyTotals;
import dev.threeway.topology.join.DetectedTotals;
import dev.threeway.topology.join.DetectionLatency;
import dev.threeway.topology.join.Keyspace;
import dev.threeway.topology.join.MinuteTotals;
import dev.threeway.topology.join.OpenBreakKey;
import dev.threeway.topology.join.OpenBreakTotals;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * Reads the counters of one partition. What that costs depends on how many currencies there are and
 * for how many hours breaks have been open, not on how many groups or breaks there are.
 */
final class StatisticsReader {
  /** One of them changes with every step of the engine that any total shows. */
  private static final List<Bytes> VERSIONED =
      List.of(
          ControlTotals.key(Source.CORE),
          ControlTotals.key(Source.GATEWAY),
          ControlTotals.key(Source.MOBILE),
          OpenBreakTotals.key());

  private static final Coverage ONE = new Coverage(1, List.of());

  private StatisticsReader() {}

  /**
   * The counters as they stand.
   *
   * @param now wall-clock ms
   */
  static Statistics read(PartitionStores stores, long now) {
    ReadOnlyKeyValueStore<Bytes, byte[]> totals = stores.store(Keyspace.TOTALS);
    long minute = TimeUnit.MILLISECONDS.toMinutes(now);
    return new Statistics(
        currencies(totals),
        sources(totals),
        OpenBreakTotals.decode(totals.get(OpenBreakTotals.key())),
        ages(totals, minute).since(oldest(stores.store(Keyspace.OPEN_BREAKS))),
        minutes(totals, minute - 1, minute),
        minutes(totals, minute - Statistics.RECENT_MINUTES, minute),
        ONE);
  }

  /** What happened in a range. */
  static Series read(PartitionStores stores, SeriesRange range) {
    SortedMap<Long, SeriesPoint> points = new TreeMap<>();
    ReadOnlyKeyValueStore<Bytes, byte[]> totals = stores.store(Keyspace.TOTALS);
    long last = range.toMinute() - 1;
    each(
        totals,
        MinuteTotals.key(range.fromMinute()),
        MinuteTotals.key(last),
        (key, value) ->
            point(points, range, MinuteTotals.minute(key))
                .totals()
                .addAll(MinuteTotals.decode(value)));
    each(
        totals,
        DetectionLatency.key(range.fromMinute()),
        DetectionLatency.key(last),
        (key, value) ->
            point(points, range, DetectionLatency.minute(key))
                .latency()
                .addAll(DetectionLatency.decode(value)));
    return new Series(points, ONE);
  }

  /** Another number after every leg that was taken in, and every deadline that passed. */
  static long version(PartitionStores stores) {
    ReadOnlyKeyValueStore<Bytes, byte[]> totals = stores.store(Keyspace.TOTALS);
    long version = stores.partition();
    for (Bytes key : VERSIONED) {
      version = 31 * version + Arrays.hashCode(totals.get(key));
    }
    return version;
  }

  private static SeriesPoint point(
      SortedMap<Long, SeriesPoint> points, SeriesRange range, long minute) {
    return points.computeIfAbsent(range.startOf(minute), none -> new SeriesPoint());
  }

  private static SortedMap<String, CurrencyTotals> currencies(
      ReadOnlyKeyValueStore<Bytes, byte[]> totals) {
    SortedMap<String, CurrencyTotals> currencies = new TreeMap<>();
    each(
        totals,
        CurrencyTotals.firstKey(),
        CurrencyTotals.lastKey(),
        (key, value) -> currencies.put(CurrencyTotals.currency(key), CurrencyTotals.decode(value)));
    return currencies;
  }

  private static Map<Source, ControlTotals> sources(ReadOnlyKeyValueStore<Bytes, byte[]> totals) {
    Map<Source, ControlTotals> sources = new EnumMap<>(Source.class);
    for (Source source : StoreReads.SOURCES) {
      sources.put(source, ControlTotals.decode(totals.get(ControlTotals.key(source))));
    }
    return sources;
  }

  private static BreakAges ages(ReadOnlyKeyValueStore<Bytes, byte[]> totals, long minute) {
    BreakAges[] ages = {BreakAges.NONE};
    each(
        totals,
        DetectedTotals.key(0),
        DetectedTotals.key(Long.MAX_VALUE),
        (key, value) -> {
          DetectedTotals detected = DetectedTotals.decode(value);
          long first = DetectedTotals.hour(key) * DetectedTotals.MINUTES;
          for (int i = 0; i < DetectedTotals.MINUTES; i++) {
            if (detected.open(i) != 0) {
              ages[0] = ages[0].plus(minute - (first + i), detected.open(i));
            }
          }
        });
    return ages[0];
  }

  /** The index is newest first: its last entry is the oldest. */
  private static Long oldest(ReadOnlyKeyValueStore<Bytes, byte[]> openBreaks) {
    try (KeyValueIterator<Bytes, byte[]> oldestFirst = openBreaks.reverseAll()) {
      return oldestFirst.hasNext() ? OpenBreakKey.detectedAt(oldestFirst.peekNextKey()) : null;
    }
  }

  private static MinuteTotals minutes(
      ReadOnlyKeyValueStore<Bytes, byte[]> totals, long from, long to) {
    MinuteTotals sum = new MinuteTotals();
    each(
        totals,
        MinuteTotals.key(from),
        MinuteTotals.key(to - 1),
        (key, value) -> sum.addAll(MinuteTotals.decode(value)));
    return sum;
  }

  private static void each(
      ReadOnlyKeyValueStore<Bytes, byte[]> store,
      Bytes from,
      Bytes to,
      BiConsumer<Bytes, byte[]> reader) {
    try (KeyValueIterator<Bytes, byte[]> entries = store.range(from, to)) {
      while (entries.hasNext()) {
        KeyValue<Bytes, byte[]> entry = entries.next();
        reader.accept(entry.key, entry.value);
      }
    }
  }
}
