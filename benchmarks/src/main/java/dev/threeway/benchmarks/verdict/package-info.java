/**
 * What the engine's peers keep of a leg and say about a transaction. They share it, so that only
 * what is around the comparison is compared.
 */
package dev.threeway.benchmarks.verdict;
