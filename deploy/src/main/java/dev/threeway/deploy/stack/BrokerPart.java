package dev.threeway.deploy.stack;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** A KRaft broker that is its own controller. */
final class BrokerPart implements PartDefinition {
  private static final int PROBE_MILLIS = 5_000;

  @Override
  public Launch prepare(StackSettings settings) {
    String classPath = settings.artifacts().kafkaClassPath(Part.BROKER);
    Path file =
        ConfigurationFile.write(
            settings.directory().configuration("broker.properties"), properties(settings));
    return new Launch(
        new JavaCommand(512)
            .compiler(settings)
            .main(classPath, "dev.threeway.deploy.broker.BrokerMain", file.toString()),
        settings.directory().base(),
        Map.of());
  }

  private static Map<String, String> properties(StackSettings settings) {
    Addresses addresses = settings.addresses();
    String controller = Addresses.HOST + ":" + addresses.controller();
    String protocol = addresses.transport().kafkaProtocol();
    Map<String, String> properties = new HashMap<>(addresses.transport().broker());
    properties.put("process.roles", "broker,controller");
    properties.put("node.id", "1");
    properties.put(
        "listeners",
        protocol + "://" + addresses.bootstrapServers() + ",CONTROLLER://" + controller);
    properties.put("advertised.listeners", protocol + "://" + addresses.bootstrapServers());
    properties.put(
        "listener.security.protocol.map",
        "%s:%s,CONTROLLER:%s".formatted(protocol, protocol, protocol));
    properties.put("controller.listener.names", "CONTROLLER");
    properties.put("controller.quorum.voters", "1@" + controller);
    properties.put("log.dirs", settings.directory().data(Part.BROKER).toString());
    // A misspelt topic has to be an error.
    properties.put("auto.create.topics.enable", "false");
    for (String topic : new String[] {"offsets.topic", "transaction.state.log"}) {
      properties.put(topic + ".replication.factor", "1");
      // The defaults, 50, make the first use of a group or a transaction seconds slower.
      properties.put(topic + ".num.partitions", "5");
    }
    properties.put("transaction.state.log.min.isr", "1");
    // With the default, 10 s, whoever takes over from a killed instance waits that much longer.
    properties.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
    properties.put("share.coordinator.state.topic.replication.factor", "1");
    properties.put("share.coordinator.state.topic.min.isr", "1");
    properties.put("group.initial.rebalance.delay.ms", "0");
    // The default takes 128 MB of the heap.
    properties.put("log.cleaner.dedupe.buffer.size", "16777216");
    return properties;
  }

  @Override
  public Optional<String> problem(Addresses addresses) {
    // A client that meets a closed port logs it many times over.
    if (Ports.isFree(addresses.broker())) {
      return Optional.of("nothing listens on " + addresses.bootstrapServers());
    }
    Map<String, Object> config = addresses.kafkaClient(Identity.READER);
    config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PROBE_MILLIS);
    config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, PROBE_MILLIS);
    Admin admin = Admin.create(config);
    try {
      int nodes = admin.describeCluster().nodes().get().size();
      return nodes == 1 ? Optional.empty() : Optional.of("the cluster has no broker yet");
    } catch (ExecutionException e) {
      return Optional.of(e.getCause().getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    } finally {
      admin.close(Duration.ZERO);
    }
  }
}
