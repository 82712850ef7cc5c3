package dev.threeway.queryapi.push;

import org.apache.avro.specific.SpecificRecord;

/**
 * A committed record of one of the two topics.
 *
 * @param slot the partition, as {@link Layout} numbers it
 * @param value a {@code Mismatch} or a {@code ReconciliationResult}; null for a record that is
 *     neither, which only takes up its offset
 */
public record TopicRecord(int slot, long offset, SpecificRecord value) {}
