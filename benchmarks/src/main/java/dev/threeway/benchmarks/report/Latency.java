package dev.threeway.benchmarks.report;

import org.HdrHistogram.Histogram;

/**
 * Latencies under one load with one commit interval, in milliseconds.
 *
 * @param wanted the load that was asked for, in legs a second
 * @param sent the load that there was
 * @param commitMillis the commit interval
 * @param mismatches from the append of the deciding leg to the mismatch that can be read
 * @param missing from the deadline to the MISSING mismatch that can be read
 */
public record Latency(
    int wanted, double sent, long commitMillis, Histogram mismatches, Histogram missing) {}
