package dev.threeway.benchmarks.flink;

import dev.threeway.benchmarks.contender.ContenderSettings;
import java.time.Duration;
import java.util.Properties;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.state.rocksdb.RocksDBOptions;

/** The settings of Flink; each that is not its default says why. */
final class FlinkSettings {
  /** System properties that begin with this are settings of Flink and win over those here. */
  static final String PREFIX = "flink.";

  private FlinkSettings() {}

  static Configuration of(ContenderSettings settings, Properties system) {
    Configuration flink = new Configuration();
    // The same promise as the engine: state and output of a leg appear together, once.
    flink.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
    flink.set(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.EXACTLY_ONCE);
    flink.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, settings.commitInterval());
    flink.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
    flink.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY,
        settings.stateDir().resolve("checkpoints").toUri().toString());
    flink.set(
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    // A full copy of the state at every interval would be all that it does.
    flink.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
    flink.set(RocksDBOptions.LOCAL_DIRECTORIES, settings.stateDir().resolve("rocksdb").toString());
    // What the engine has for its stores and its record cache together.
    flink.set(
        TaskManagerOptions.MANAGED_MEMORY_SIZE,
        MemorySize.ofMebiBytes(settings.rocksdbMb() + settings.cacheMb()));
    flink.set(TaskManagerOptions.NUM_TASK_SLOTS, settings.threads());
    // Operators of one chain hand records on without a copy; all of ours are immutable.
    flink.set(PipelineOptions.OBJECT_REUSE, true);
    flink.set(PipelineOptions.GENERIC_TYPES, false);
    flink.set(ExecutionOptions.BUFFER_TIMEOUT_ENABLED, true);
    // A benchmark of something that fails is none.
    flink.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    flink.set(RestOptions.BIND_PORT, "0");
    flink.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
    flink.set(MetricOptions.LATENCY_INTERVAL, Duration.ZERO);
    for (String name : system.stringPropertyNames()) {
      if (name.startsWith(PREFIX)) {
        flink.setString(name.substring(PREFIX.length()), system.getProperty(name));
      }
    }
    return flink;
  }
}
