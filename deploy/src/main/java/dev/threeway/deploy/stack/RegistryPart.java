package dev.threeway.deploy.stack;

import dev.threeway.schemas.catalog.SchemaInstaller;
import dev.threeway.schemas.wire.SchemaRegistries;
import dev.threeway.schemas.wire.SchemaRegistry;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Apicurio Registry, with its schemas in PostgreSQL so that a restart forgets none. */
final class RegistryPart implements PartDefinition {
  static final String DATABASE = "registry";

  @Override
  public Launch prepare(StackSettings settings) {
    Addresses addresses = settings.addresses();
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("quarkus.http.host", Addresses.HOST);
    properties.putAll(addresses.transport().registry(addresses.registry()));
    properties.put("apicurio.storage.kind", "sql");
    properties.put("apicurio.storage.sql.kind", "postgresql");
    properties.put("apicurio.datasource.url", addresses.jdbcUrl(DATABASE, Identity.REGISTRY));
    properties.put("apicurio.datasource.username", DatabaseSteps.REGISTRY_USER);
    properties.put("apicurio.datasource.password", "");
    // The defaults, 20 and up to 100, are for a registry that many use.
    properties.put("apicurio.datasource.jdbc.min-size", "1");
    properties.put("apicurio.datasource.jdbc.initial-size", "2");
    properties.put("apicurio.datasource.jdbc.max-size", "10");
    properties.put(
        "quarkus.log.console.format", "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5p [%t] %c{2.}: %m%e%n");
    return new Launch(
        new JavaCommand(256)
            .quickStart()
            .properties(properties)
            .jar(settings.artifacts().registryJar()),
        settings.artifacts().registryDirectory(),
        Map.of());
  }

  @Override
  public Optional<String> problem(Addresses addresses) {
    return HttpProbe.problem(addresses.transport(), addresses.registryUrl() + "/subjects");
  }

  /** Installs our schemas, and that they may only change in ways that break no reader. */
  static void installSchemas(Addresses addresses) {
    // Its first answers take long on a busy machine.
    Map<String, String> patient = addresses.registryClient();
    patient.put("http.read.timeout.ms", "20000");
    patient.put("threeway.registry.call.timeout.ms", "60000");
    try (SchemaRegistry registry = SchemaRegistries.open(patient)) {
      new SchemaInstaller(registry).install();
    }
  }
}
