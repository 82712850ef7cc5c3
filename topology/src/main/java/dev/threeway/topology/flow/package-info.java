/**
 * The topology on one page: its names, the validation of what comes in, and the records that go
 * out.
 *
 * <p>The only package that knows topics. The engine, the replay, the tests and the benchmarks all
 * run this flow.
 */
package dev.threeway.topology.flow;
