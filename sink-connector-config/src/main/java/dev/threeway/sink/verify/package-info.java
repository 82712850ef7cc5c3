/**
 * Holds the tables against the topics: every record has to be where the sinks should have put it,
 * in its last version, and nothing else. Independent of Connect and of its converter.
 */
package dev.threeway.sink.verify;
