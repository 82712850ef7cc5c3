package dev.threeway.sink.installer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.threeway.sink.installer.ConnectClient.Answer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What can be found wrong with the connectors before the worker starts any of them. */
final class PreflightCheck {
  /** The settings that name a class of some plugin. */
  private static final Pattern CLASS_SETTING =
      Pattern.compile("connector\\.class|(key|value|header)\\.converter|transforms\\.[^.]+\\.type");

  private final ConnectClient connect;

  PreflightCheck(ConnectClient connect) {
    this.connect = connect;
  }

  /**
   * Checks that the worker has every class that the connectors name.
   *
   * @param plugins the worker's list of plugins
   * @throws InstallException naming each class that is missing
   */
  void requirePlugins(ConnectorSet set, JsonNode plugins) {
    Set<String> present = new HashSet<>();
    plugins.forEach(plugin -> present.add(plugin.path("class").asText()));
    Set<String> missing = new TreeSet<>();
    for (ConnectorConfig connector : set.connectors()) {
      connector
          .settings()
          .forEach(
              (name, value) -> {
                if (CLASS_SETTING.matcher(name).matches() && !present.contains(value)) {
                  missing.add(value);
                }
              });
    }
    if (!missing.isEmpty()) {
      throw new InstallException(
          "Kafka Connect at %s has no plugin %s: put it into a folder of the worker's plugin.path and restart the worker"
              .formatted(connect.address(), String.join(" and no ", missing)));
    }
  }

  /**
   * Has the worker check every setting.
   *
   * @throws InstallException naming each setting that is wrong and why
   */
  void requireValid(ConnectorConfig connector) throws IOException {
    Answer answer =
        connect.put(
            "/connector-plugins/%s/config/validate"
                .formatted(ConnectClient.part(connector.connectorClass())),
            withName(connector));
    if (!answer.isOk()) {
      throw new InstallException(
          "Kafka Connect at %s cannot check %s: %s"
              .formatted(connect.address(), connector.name(), answer.message()));
    }
    List<String> errors = new ArrayList<>();
    for (JsonNode config : answer.body().path("configs")) {
      JsonNode value = config.path("value");
      value.path("errors").forEach(e -> errors.add(Lines.one(e.asText())));
      if (SinkVariables.isReference(value.path("value").asText(""))) {
        errors.add(
            "%s is %s, which the worker does not resolve: it has to know the configuration provider (config.providers)"
                .formatted(value.path("name").asText(), value.path("value").asText()));
      }
    }
    if (!errors.isEmpty()) {
      throw new InstallException(
          "Kafka Connect at %s does not accept %s: %s"
              .formatted(connect.address(), connector.name(), String.join("; ", errors)));
    }
  }

  private static Map<String, String> withName(ConnectorConfig connector) {
    Map<String, String> settings = new java.util.HashMap<>(connector.settings());
    settings.put("name", connector.name());
    return settings;
  }
}
