/**
 * What encryption and tokens cost: the same work on two stacks side by side, one in the clear and
 * one with TLS on every connection, in turns.
 */
package dev.threeway.benchmarks.tls;
