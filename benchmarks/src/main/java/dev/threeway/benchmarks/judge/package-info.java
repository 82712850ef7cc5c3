/** What a contender has found, measured against what was injected. */
package dev.threeway.benchmarks.judge;
