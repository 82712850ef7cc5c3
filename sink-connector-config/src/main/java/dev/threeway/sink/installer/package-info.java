/**
 * Puts the connectors that fill the tables into a running Kafka Connect, over its REST interface,
 * and reports what became of them.
 */
package dev.threeway.sink.installer;
