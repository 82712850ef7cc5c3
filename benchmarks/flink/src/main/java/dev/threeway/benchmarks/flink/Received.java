package dev.threeway.benchmarks.flink;

import dev.threeway.topology.rules.Leg;

/** A leg on its way to the operator that owns its transaction. */
record Received(String txnId, Leg leg) {}
