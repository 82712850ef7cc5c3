/** The truth file: what was injected, written down and read back. */
package dev.threeway.simulator.truth;
