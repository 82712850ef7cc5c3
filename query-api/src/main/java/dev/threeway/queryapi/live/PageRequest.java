package dev.threeway.queryapi.live;

import org.apache.kafka.common.utils.Bytes;

/**
 * Which page of a list.
 *
 * @param after the position up to which the pages before went; null for the first page
 * @param limit the largest number of items, above 0
 */
public record PageRequest(Bytes after, int limit) {}
