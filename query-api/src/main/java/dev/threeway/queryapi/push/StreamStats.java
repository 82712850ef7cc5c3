package dev.threeway.queryapi.push;

import java.time.Instant;

/**
 * A summary of one instance.
 *
 * @param instance {@code host:port}; null while the instance has no name yet
 * @param engine the state of the engine in one word
 * @param lag how many input records the instance is behind; null while that is not known
 * @param clients how many clients the stream of this instance has
 * @param since from when on {@code mismatches} and {@code results} were counted
 * @param openBreaks null while no partition of the instance can be read
 */
public record StreamStats(
    Instant at,
    String instance,
    String engine,
    Long lag,
    int clients,
    Instant since,
    long mismatches,
    long results,
    OpenBreakCounts openBreaks) {}
