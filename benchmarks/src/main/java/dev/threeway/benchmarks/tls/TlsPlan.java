package dev.threeway.benchmarks.tls;

import java.time.Duration;

/**
 * What both sides do in each turn.
 *
 * @param transactions of three legs each, which lie on the topics before the engine starts
 * @param rounds how often each side has its turn
 * @param connections on which questions are asked, one after the other on each
 * @param warmUp how long questions are asked before they count
 * @param duration how long they count
 * @param seed decides the traffic, but for the times
 */
public record TlsPlan(
    long transactions,
    int rounds,
    int connections,
    Duration warmUp,
    Duration duration,
    long seed) {}
