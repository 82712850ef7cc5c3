/**
 * What the usual reconciliation service does: a plain consumer group, the legs of a transaction
 * gathered in Redis with a time to live, verdicts inserted into PostgreSQL, and a sweep that looks
 * for what is overdue.
 *
 * <p>At least once: offsets are committed after the work, and every write may be done again. {@link
 * dev.threeway.benchmarks.redis.RedisMain} works leg by leg, {@link
 * dev.threeway.benchmarks.redis.RedisBatchedMain} poll by poll: its commands to Redis are
 * pipelined, its rows are written in batches.
 */
package dev.threeway.benchmarks.redis;
