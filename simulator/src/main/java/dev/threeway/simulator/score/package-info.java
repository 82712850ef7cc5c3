/** What was detected, measured against the truth. */
package dev.threeway.simulator.score;
