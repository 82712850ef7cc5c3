/**
 * Planted faults: the engine with one thing wrong, and a specification that has to notice it.
 *
 * <p>Every fault is planted through what the engine is given (its horizon, its clock, its settings,
 * the outcome of a classification), never through a switch inside it.
 */
package dev.threeway.topology.faults;
