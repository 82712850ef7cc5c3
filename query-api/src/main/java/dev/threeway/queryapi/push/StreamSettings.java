package dev.threeway.queryapi.push;

import java.time.Duration;

/**
 * The limits of the stream.
 *
 * @param maxClients how many clients an instance serves at once
 * @param bufferEvents how many events are kept in memory; a client that falls further behind has a
 *     gap
 * @param heartbeat how long a client hears nothing at most
 * @param statsInterval how often there is a summary
 * @param lagThreshold from how many records behind an instance says so
 */
public record StreamSettings(
    int maxClients,
    int bufferEvents,
    Duration heartbeat,
    Duration statsInterval,
    long lagThreshold) {}
