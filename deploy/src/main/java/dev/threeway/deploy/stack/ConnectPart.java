package dev.threeway.deploy.stack;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** One distributed Connect worker; what it is told it keeps in the broker. */
final class ConnectPart implements PartDefinition {
  /** The group of the workers. */
  static final String GROUP = "threeway-connect";

  /** What a worker keeps in topics. */
  static final List<String> STORAGE = List.of("config", "offset", "status");

  static String storageTopic(String kind) {
    return "connect_" + kind;
  }

  @Override
  public Launch prepare(StackSettings settings) {
    Path file =
        ConfigurationFile.write(
            settings.directory().configuration("connect.properties"), properties(settings));
    return new Launch(
        new JavaCommand(512)
            .quickStart()
            .main(
                settings.artifacts().kafkaClassPath(Part.CONNECT),
                "org.apache.kafka.connect.cli.ConnectDistributed",
                file.toString()),
        settings.directory().base(),
        Map.of());
  }

  private static Map<String, String> properties(StackSettings settings) {
    Map<String, String> properties = new HashMap<>(settings.addresses().transport().connect());
    properties.put("bootstrap.servers", settings.addresses().bootstrapServers());
    properties.put("group.id", GROUP);
    properties.put("listeners", settings.addresses().connectUrl());
    properties.put("rest.advertised.host.name", Addresses.HOST);
    properties.put("rest.advertised.port", Integer.toString(settings.addresses().connect()));
    properties.put(
        "plugin.path",
        settings.artifacts().connectPlugins().stream()
            .map(Path::toString)
            .collect(Collectors.joining(",")));
    // So that the database's credentials stay out of the connectors' configurations.
    properties.put("config.providers", "file");
    properties.put(
        "config.providers.file.class",
        "org.apache.kafka.common.config.provider.FileConfigProvider");
    // Looking into every class of the plugins takes 10 s and 400 MB more.
    properties.put("plugin.discovery", "service_load");
    // Restarts the sinks' tasks; it calls the worker by the name under which tasks know it.
    properties.put("rest.extension.classes", "dev.threeway.sink.supervisor.SinkSupervisor");
    properties.put("threeway.supervisor.connect.url", settings.addresses().connectUrl());
    properties.put(
        "threeway.supervisor.database.url", settings.addresses().jdbcUrl(Identity.CONNECT));
    properties.put("threeway.supervisor.database.user", SinkSteps.SINK_USER);
    // Connectors name the converter that they need.
    properties.put("key.converter", "org.apache.kafka.connect.storage.StringConverter");
    properties.put("value.converter", "org.apache.kafka.connect.converters.ByteArrayConverter");
    for (String kind : STORAGE) {
      properties.put(kind + ".storage.topic", storageTopic(kind));
      properties.put(kind + ".storage.replication.factor", "1");
    }
    properties.put("offset.storage.partitions", "1");
    properties.put("status.storage.partitions", "1");
    properties.put("offset.flush.interval.ms", "1000");
    properties.put("scheduled.rebalance.max.delay.ms", "0");
    return properties;
  }

  @Override
  public Optional<String> problem(Addresses addresses) {
    return HttpProbe.problem(addresses.transport(), addresses.connectUrl() + "/health");
  }
}
