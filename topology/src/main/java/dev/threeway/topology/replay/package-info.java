/**
 * Drives the flow under a virtual clock, without a broker: for what-if questions, and for tests.
 * The same input gives the same bytes on every run.
 */
package dev.threeway.topology.replay;
