/**
 * What PostgreSQL keeps: every transaction and break that the sink has written, long after the
 * engine has forgotten them. Only reads, through a bounded pool, each read with a limit in time and
 * in rows.
 */
package dev.threeway.queryapi.history;
