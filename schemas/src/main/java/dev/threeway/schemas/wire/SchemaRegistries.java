package dev.threeway.schemas.wire;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.avro.Schema;
import org.apache.kafka.common.config.ConfigException;

/**
 * Opens registries by {@code schema.registry.url}.
 *
 * <p>All that are open with the same settings share one client and one cache; the cache goes when
 * the last of them is closed. {@code mock://scope} opens the registry of that scope in memory,
 * which lives until {@link #dropMockScope}.
 */
public final class SchemaRegistries {
  private static final String MOCK = "mock://";

  private static final Map<String, InMemorySchemaRegistry> MOCKS = new ConcurrentHashMap<>();
  private static final Map<RegistrySettings, Shared> SHARED = new HashMap<>();

  private SchemaRegistries() {}

  /**
   * Opens a registry.
   *
   * @param settings by the names of {@link AvroSerdeConfig}
   * @return a registry, to be closed
   * @throws ConfigException naming the setting that is wrong
   */
  public static SchemaRegistry open(Map<String, ?> settings) {
    return open(new AvroSerdeConfig(settings));
  }

  static SchemaRegistry open(AvroSerdeConfig config) {
    Optional<String> scope = mockScope(config.getList(AvroSerdeConfig.REGISTRY_URL));
    if (scope.isPresent()) {
      return new Handle(mock(scope.get()), () -> {});
    }
    RegistrySettings settings = RegistrySettings.of(config);
    synchronized (SHARED) {
      Shared shared = SHARED.computeIfAbsent(settings, Shared::new);
      shared.users++;
      return new Handle(shared.registry, () -> release(shared));
    }
  }

  /** The registry in memory that {@code mock://scope} opens. */
  public static InMemorySchemaRegistry mock(String scope) {
    return MOCKS.computeIfAbsent(scope, name -> new InMemorySchemaRegistry());
  }

  /** Forgets the registry in memory of a scope; who has it open keeps it. */
  public static void dropMockScope(String scope) {
    MOCKS.remove(scope);
  }

  private static Optional<String> mockScope(List<String> urls) {
    if (urls.stream().noneMatch(url -> url.startsWith(MOCK))) {
      return Optional.empty();
    }
    if (urls.size() > 1) {
      throw new ConfigException(
          AvroSerdeConfig.REGISTRY_URL + ": a mock:// address has to stand alone, not in " + urls);
    }
    return Optional.of(urls.get(0).substring(MOCK.length()));
  }

  private static void release(Shared shared) {
    synchronized (SHARED) {
      shared.users--;
      if (shared.users == 0) {
        SHARED.remove(shared.settings, shared);
        shared.registry.close();
      }
    }
  }

  /** One client and cache, and how many have it open; guarded by {@link #SHARED}. */
  private static final class Shared {
    private final RegistrySettings settings;
    private final SchemaRegistry registry;
    private int users;

    private Shared(RegistrySettings settings) {
      this.settings = settings;
      this.registry =
          new CachingSchemaRegistry(
              new HttpSchemaRegistry(
                  new RegistryTransport(
                      settings,
                      RegistryTransport.Pauses.REAL,
                      bound -> ThreadLocalRandom.current().nextLong(bound))),
              System::nanoTime);
    }
  }

  /** One opening; closing it twice counts once. */
  private static final class Handle implements SchemaRegistry {
    private final SchemaRegistry registry;
    private Runnable onClose;

    private Handle(SchemaRegistry registry, Runnable onClose) {
      this.registry = registry;
      this.onClose = onClose;
    }

    @Override
    public int register(String subject, Schema schema) {
      return registry.register(subject, schema);
    }

    @Override
    public RegisteredSchema lookup(String subject, Schema schema) {
      return registry.lookup(subject, schema);
    }

    @Override
    public Schema schemaById(int id) {
      return registry.schemaById(id);
    }

    @Override
    public Optional<RegisteredSchema> latest(String subject) {
      return registry.latest(subject);
    }

    @Override
    public Optional<CompatibilityLevel> compatibility(String subject) {
      return registry.compatibility(subject);
    }

    @Override
    public void setCompatibility(String subject, CompatibilityLevel level) {
      registry.setCompatibility(subject, level);
    }

    @Override
    public synchronized void close() {
      onClose.run();
      onClose = () -> {};
    }
  }
}
