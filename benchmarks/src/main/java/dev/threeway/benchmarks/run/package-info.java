/** The benchmarks: what is started, in which order, and when it is over. */
package dev.threeway.benchmarks.run;
