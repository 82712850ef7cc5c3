/** The broker, its topics, and the processes that work with it, seen from outside. */
package dev.threeway.benchmarks.cluster;
