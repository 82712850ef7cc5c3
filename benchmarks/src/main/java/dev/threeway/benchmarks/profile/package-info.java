/** Flame graphs of Java Flight Recorder recordings: where the time of a process goes. */
package dev.threeway.benchmarks.profile;
