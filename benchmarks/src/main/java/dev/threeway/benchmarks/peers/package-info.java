/** The engine's peers as contenders: what they are called, how they start, what they need. */
package dev.threeway.benchmarks.peers;
