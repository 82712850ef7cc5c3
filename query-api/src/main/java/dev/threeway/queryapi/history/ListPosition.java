package dev.threeway.queryapi.history;

import java.time.Instant;

/**
 * A place in a list of the history, between two rows: lists run newest first, by listed_at and then
 * by id, and neither ever changes.
 */
public record ListPosition(Instant listedAt, String id) {}
