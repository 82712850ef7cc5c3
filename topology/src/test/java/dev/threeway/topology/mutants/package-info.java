/** Holds what PIT reports against the mutants that are explained. */
package dev.threeway.topology.mutants;
