package dev.threeway.benchmarks.run;

import dev.threeway.benchmarks.cluster.Cluster;
import dev.threeway.benchmarks.cluster.RedisServer;
import dev.threeway.benchmarks.contender.Contender;
import dev.threeway.benchmarks.contender.Service;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The servers that one run of a contender works with.
 *
 * @param redis one of its own
 * @param jdbcUrl the database
 * @param processes whose processor time and memory count as the contender's
 */
record Services(
    Optional<RedisServer> redis, Optional<String> jdbcUrl, List<ProcessHandle> processes)
    implements AutoCloseable {
  static Services start(Contender contender, Cluster cluster, Path folder) {
    List<ProcessHandle> processes = new ArrayList<>();
    Optional<RedisServer> redis =
        contender.services().contains(Service.REDIS)
            ? Optional.of(RedisServer.start(cluster.redisPort(), folder))
            : Optional.empty();
    redis.map(RedisServer::handle).ifPresent(processes::add);
    Optional<String> jdbcUrl =
        contender.services().contains(Service.POSTGRES)
            ? Optional.of(cluster.jdbcUrl())
            : Optional.empty();
    jdbcUrl.ifPresent(url -> processes.add(cluster.postgres()));
    return new Services(redis, jdbcUrl, List.copyOf(processes));
  }

  @Override
  public void close() {
    redis.ifPresent(RedisServer::close);
  }
}
