package dev.threeway.queryapi.health;

import dev.threeway.queryapi.health.PartHealth.Item;
import dev.threeway.queryapi.health.PartHealth.Status;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.Node;

/** The brokers of the Kafka cluster. */
public final class BrokerCheck implements HealthCheck, AutoCloseable {
  private static final String PART = "brokers";
  private static final int PATIENCE_MS = 2_500;

  private final Supplier<Admin> open;
  private Admin admin;

  /**
   * Looks at a cluster.
   *
   * @param open makes the client, when it is needed first
   */
  public BrokerCheck(Supplier<Admin> open) {
    this.open = open;
  }

  @Override
  public String part() {
    return PART;
  }

  @Override
  public PartHealth look() throws Exception {
    Collection<Node> nodes =
        admin()
            .describeCluster(new DescribeClusterOptions().timeoutMs(PATIENCE_MS))
            .nodes()
            .get(PATIENCE_MS, TimeUnit.MILLISECONDS);
    List<Item> brokers =
        nodes.stream()
            .sorted(Comparator.comparingInt(Node::id))
            .map(
                node ->
                    new Item(
                        Integer.toString(node.id()), Status.UP, node.host() + ":" + node.port()))
            .toList();
    return new PartHealth(
        PART,
        brokers.isEmpty() ? Status.DOWN : Status.UP,
        "Brokers that answer or are known to those that do: %d.".formatted(brokers.size()),
        brokers);
  }

  @Override
  public synchronized void close() {
    if (admin != null) {
      admin.close(java.time.Duration.ZERO);
    }
  }

  private synchronized Admin admin() {
    if (admin == null) {
      admin = open.get();
    }
    return admin;
  }
}
