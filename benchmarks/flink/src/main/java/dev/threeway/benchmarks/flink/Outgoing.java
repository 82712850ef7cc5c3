package dev.threeway.benchmarks.flink;

/** A record of an output topic, as its bytes. */
record Outgoing(String topic, byte[] key, byte[] value) {}
