package dev.threeway.benchmarks.run;

import dev.threeway.benchmarks.contender.Contender;
import dev.threeway.benchmarks.input.InputPlan;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What is measured, and how everybody is set.
 *
 * @param input the traffic
 * @param contenders who takes part, in the order of the table
 * @param rounds how often each runs
 * @param threads of each contender
 * @param commitInterval of each contender
 * @param heapMb the largest heap of each contender
 */
public record ThroughputSettings(
    InputPlan input,
    List<Contender> contenders,
    int rounds,
    int threads,
    Duration commitInterval,
    int heapMb) {
  /** Memory of each contender for record caches and for RocksDB, in MB: as the engine ships. */
  static final int CACHE_MB = 64;

  static final int ROCKSDB_MB = 256;

  /** Copies the list. */
  public ThroughputSettings {
    contenders = List.copyOf(contenders);
  }

  /** For a report: what has to be the same for two runs to be compared. */
  public Map<String, String> described() {
    Map<String, String> described = new LinkedHashMap<>();
    described.put("transactions", Long.toString(input.transactions()));
    described.put("transactions_per_second_of_event_time", Integer.toString(input.perSecond()));
    described.put("seed", Long.toString(input.seed()));
    described.put("faults", input.faults().toString());
    described.put("partitions", Integer.toString(input.partitions()));
    described.put("window_ms", Long.toString(input.window().toMillis()));
    described.put("grace_ms", Long.toString(input.grace().toMillis()));
    described.put("threads", Integer.toString(threads));
    described.put("commit_interval_ms", Long.toString(commitInterval.toMillis()));
    described.put("heap_mb", Integer.toString(heapMb));
    described.put("record_cache_mb", Integer.toString(CACHE_MB));
    described.put("rocksdb_mb", Integer.toString(ROCKSDB_MB));
    described.put("rounds", Integer.toString(rounds));
    described.put(
        "contenders", contenders.stream().map(Contender::name).collect(Collectors.joining(",")));
    described.put("java", System.getProperty("java.runtime.version"));
    described.put("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
    return described;
  }
}
