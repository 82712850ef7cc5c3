package dev.threeway.sink.installer;

import java.util.Map;

/**
 * One connector as Connect takes it.
 *
 * @param name the connector's name; its consumer group is {@code connect-} and the name
 * @param settings its complete configuration, with references to secrets and not the secrets
 */
public record ConnectorConfig(String name, Map<String, String> settings) {
  public ConnectorConfig {
    settings = Map.copyOf(settings);
  }

  String connectorClass() {
    return settings.get("connector.class");
  }
}
