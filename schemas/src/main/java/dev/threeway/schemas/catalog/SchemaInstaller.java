package dev.threeway.schemas.catalog;

import dev.threeway.schemas.wire.RegisteredSchema;
import dev.threeway.schemas.wire.SchemaRegistry;
import dev.threeway.schemas.wire.UnknownSchemaException;
import java.util.List;
import java.util.Optional;

/**
 * Puts the catalog into a registry: schemas and compatibility levels. What is there already stays
 * as it is, so it may run at every start.
 */
public final class SchemaInstaller {
  private final SchemaRegistry registry;

  /**
   * An installer.
   *
   * @param registry not closed by the installer
   */
  public SchemaInstaller(SchemaRegistry registry) {
    this.registry = registry;
  }

  /**
   * Installs the whole catalog.
   *
   * @return what the registry holds, in the order of the catalog
   * @throws dev.threeway.schemas.wire.IncompatibleSchemaException if the registry holds a schema
   *     that the present one must not follow
   * @throws dev.threeway.schemas.wire.RegistryUnreachableException if the registry gave no answer
   */
  public List<InstalledSchema> install() {
    return SchemaCatalog.entries().stream().map(this::install).toList();
  }

  private InstalledSchema install(CatalogEntry entry) {
    Optional<RegisteredSchema> present = find(entry);
    boolean known = present.isPresent() || registry.latest(entry.subject()).isPresent();
    // The level comes first, so that it already holds for the schema. A subject that has no schema
    // yet has no place for a level in every registry.
    boolean levelChanged = known && setLevel(entry);
    if (present.isEmpty()) {
      registry.register(entry.subject(), entry.schema());
    }
    if (!known) {
      levelChanged = setLevel(entry);
    }
    RegisteredSchema installed =
        present.orElseGet(() -> registry.lookup(entry.subject(), entry.schema()));
    return new InstalledSchema(
        entry.subject(),
        installed.id(),
        installed.version(),
        entry.level(),
        levelChanged || present.isEmpty());
  }

  private Optional<RegisteredSchema> find(CatalogEntry entry) {
    try {
      return Optional.of(registry.lookup(entry.subject(), entry.schema()));
    } catch (UnknownSchemaException e) {
      return Optional.empty();
    }
  }

  private boolean setLevel(CatalogEntry entry) {
    if (registry.compatibility(entry.subject()).equals(Optional.of(entry.level()))) {
      return false;
    }
    registry.setCompatibility(entry.subject(), entry.level());
    return true;
  }
}
