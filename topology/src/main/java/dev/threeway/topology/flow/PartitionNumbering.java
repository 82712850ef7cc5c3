package dev.threeway.topology.flow;

/**
 * Which partition of the input topics a record's partition stands for. The two are the same but for
 * a driver that runs each partition as a topology of its own.
 */
@FunctionalInterface
public interface PartitionNumbering {
  PartitionNumbering AS_READ = partition -> partition;

  int of(int partition);
}
