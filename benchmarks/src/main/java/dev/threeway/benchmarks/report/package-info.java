/** What was measured: figures, tables, ratios, JSON. */
package dev.threeway.benchmarks.report;
