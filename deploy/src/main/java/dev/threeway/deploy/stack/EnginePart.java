package dev.threeway.deploy.stack;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The engine's process: the topology and the API over its stores. */
final class EnginePart implements PartDefinition {
  @Override
  public Launch prepare(StackSettings settings) {
    return launch(settings, EngineInstance.first(settings.addresses()));
  }

  /** How an instance is started. */
  static Launch launch(StackSettings settings, EngineInstance instance) {
    Addresses addresses = settings.addresses();
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("threeway.kafka.bootstrap-servers", addresses.bootstrapServers());
    properties.put("threeway.registry.url", addresses.registryUrl());
    // Else the group waits for the session of an engine that was killed to time out.
    properties.put("threeway.engine.instance-id", "local-" + instance.id());
    properties.put("threeway.history.jdbc-url", addresses.jdbcUrl(Identity.ENGINE));
    // May read, and append to the audit log, and no more.
    properties.put("threeway.history.user", SinkSteps.API_USER);
    properties.put(
        "threeway.audit.queue-dir", settings.directory().data(instance.id() + "-audit").toString());
    properties.put("threeway.connect.url", addresses.connectUrl());
    properties.put("threeway.http.host", Addresses.HOST);
    properties.put("threeway.http.port", Integer.toString(instance.api()));
    properties.put("threeway.http.metrics-port", Integer.toString(instance.metrics()));
    // All callers on this machine have one address: the demo would use up the limit of a browser.
    properties.put("threeway.http.rate-limit", "0");
    properties.put(
        "threeway.engine.state-dir", settings.directory().data(instance.id()).toString());
    properties.putAll(addresses.transport().engine());
    properties.putAll(settings.engine());
    return new Launch(
        new JavaCommand(512)
            .compiler(settings)
            .shortPauses(32)
            .properties(properties)
            .main(settings.artifacts().ownClassPath(), "dev.threeway.queryapi.app.Main"),
        settings.directory().base(),
        Map.of());
  }

  @Override
  public Optional<String> problem(Addresses addresses) {
    return HttpProbe.problem(addresses.transport(), addresses.apiUrl() + "/readyz");
  }
}
