/** Runs: settings, the schedule, and where the legs go. */
package dev.threeway.simulator.app;
