/**
 * The three-way windowed join: one operator over one RocksDB store of match groups, with an index
 * of deadlines, an index of open breaks, and control totals.
 *
 * <p>The only package that knows the stores. It hands legs and deadlines to the matching rules and
 * passes on what they decide.
 */
package dev.threeway.topology.join;
