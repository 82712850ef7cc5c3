/** The contenders that run on this project's own class path, and the list of all. */
package dev.threeway.benchmarks.contenders;
