/**
 * The reference: the same reconciliation composed of the joins that the DSL of Kafka Streams
 * offers. Tests compare it with the engine wherever it is right and show where it is wrong; the
 * benchmark measures the engine against it.
 *
 * <p>It takes first reports alone (no revisions, duplicates, conflicts or rejected legs) and
 * compares with the default rules.
 */
package dev.threeway.topology.reference;
