/**
 * The same work on Apache Flink, in one process: a mini cluster, state in RocksDB, incremental
 * checkpoints, and Kafka in exactly-once from end to end.
 *
 * <p>{@link dev.threeway.benchmarks.flink.ProcessMain} is the job that one would write by hand,
 * {@link dev.threeway.benchmarks.flink.IntervalJoinMain} the one from Flink's own joins. Neither is
 * held back: legs are decoded as the engine decodes them, no class is left to a generic serializer,
 * state holds what is compared and nothing else, and it is cleared at the deadline, which the
 * engine does not do before the retention is over.
 */
package dev.threeway.benchmarks.flink;
