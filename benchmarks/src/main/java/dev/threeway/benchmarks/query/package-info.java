/**
 * Asks the query API while legs come in, and holds every answer against what was sent and what was
 * published. Runs in a process of its own, so that its processor time can be told from that of what
 * it asks.
 */
package dev.threeway.benchmarks.query;
