/**
 * What is decided about a transaction: legs, match groups, breaks, comparison and severity.
 *
 * <p>Pure functions over immutable values: (group, leg or deadline, rules) → (group, changes).
 * Nothing here knows of Kafka, of stores or of a clock; time always comes in as an argument, in
 * milliseconds since the epoch, UTC. Everything is thread-safe.
 */
package dev.threeway.topology.rules;
