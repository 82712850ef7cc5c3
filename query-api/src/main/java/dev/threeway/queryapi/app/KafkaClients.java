package dev.threeway.queryapi.app;

import dev.threeway.topology.app.EngineConfig;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;

/** How the clients of this process that are not the engine's reach the cluster. */
final class KafkaClients {
  private KafkaClients() {}

  static Map<String, Object> properties(EngineConfig.Kafka kafka) {
    Map<String, Object> client = new HashMap<>(kafka.properties());
    client.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
    return client;
  }
}
