/** What PostgreSQL can store, and how a value is written for it. */
package dev.threeway.sink.values;
