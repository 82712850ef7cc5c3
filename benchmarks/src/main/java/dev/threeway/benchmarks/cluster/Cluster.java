package dev.threeway.benchmarks.cluster;

import dev.threeway.benchmarks.contender.Installation;
import java.nio.file.Path;

/**
 * What a benchmark runs on; started and stopped by the caller, and used for nothing else meanwhile.
 *
 * @param bootstrapServers the broker
 * @param registryUrl the schema registry's Confluent API, with the product's schemas
 * @param jdbcUrl a database of PostgreSQL, complete with user
 * @param broker the broker's process
 * @param postgres the process of PostgreSQL
 * @param httpPort a free port for the engine
 * @param redisPort a free port for Redis
 * @param directory for state, logs and what is known of the input
 * @param installation where the programs are
 */
public record Cluster(
    String bootstrapServers,
    String registryUrl,
    String jdbcUrl,
    ProcessHandle broker,
    ProcessHandle postgres,
    int httpPort,
    int redisPort,
    Path directory,
    Installation installation) {}
