/** The tables of the history in PostgreSQL, made and brought up to date by Flyway. */
package dev.threeway.sink.migrations;
