/** The labelled input that all contenders read. */
package dev.threeway.benchmarks.input;
