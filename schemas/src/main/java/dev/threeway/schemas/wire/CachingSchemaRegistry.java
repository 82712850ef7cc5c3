package dev.threeway.schemas.wire;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.apache.avro.Schema;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Remembers what a registry cannot change: the schema of an id, the id of a registered schema.
 *
 * <p>That an id is unknown may change, so this is remembered for a second only: long enough that a
 * run of poison records does not become a run of requests. Other failures are not remembered.
 */
final class CachingSchemaRegistry implements SchemaRegistry {
  private static final long FAILURE_NANOS = Duration.ofSeconds(1).toNanos();

  /** Poison records may carry any id; what is remembered of them is bounded. */
  private static final int MOST_FAILURES = 1_000;

  private static final int LOCKS = 16;

  private record SubjectSchema(String subject, Schema schema) {}

  private record Failure(SerializationException exception, long until) {}

  private final SchemaRegistry registry;
  private final LongSupplier nanoTime;
  private final Map<Integer, Schema> byId = new ConcurrentHashMap<>();
  private final Map<Integer, Failure> failures = new ConcurrentHashMap<>();
  private final Map<SubjectSchema, Integer> registered = new ConcurrentHashMap<>();
  private final Map<SubjectSchema, RegisteredSchema> lookedUp = new ConcurrentHashMap<>();
  private final Object[] locks = new Object[LOCKS];

  CachingSchemaRegistry(SchemaRegistry registry, LongSupplier nanoTime) {
    this.registry = registry;
    this.nanoTime = nanoTime;
    for (int i = 0; i < LOCKS; i++) {
      locks[i] = new Object();
    }
  }

  @Override
  public int register(String subject, Schema schema) {
    SubjectSchema key = new SubjectSchema(subject, schema);
    Integer id = registered.get(key);
    if (id == null) {
      id = registry.register(subject, schema);
      registered.put(key, id);
    }
    return id;
  }

  @Override
  public RegisteredSchema lookup(String subject, Schema schema) {
    SubjectSchema key = new SubjectSchema(subject, schema);
    RegisteredSchema found = lookedUp.get(key);
    if (found == null) {
      found = registry.lookup(subject, schema);
      lookedUp.put(key, found);
    }
    return found;
  }

  @Override
  public Schema schemaById(int id) {
    Schema known = byId.get(id);
    if (known != null) {
      return known;
    }
    // Many threads that meet a schema for the first time ask once.
    synchronized (locks[Math.floorMod(id, LOCKS)]) {
      known = byId.get(id);
      return known != null ? known : ask(id);
    }
  }

  private Schema ask(int id) {
    Failure failure = failures.get(id);
    if (failure != null && failure.until() - nanoTime.getAsLong() > 0) {
      throw failure.exception();
    }
    try {
      Schema schema = registry.schemaById(id);
      failures.remove(id);
      byId.put(id, schema);
      return schema;
    } catch (SerializationException e) {
      if (failures.size() >= MOST_FAILURES) {
        failures.clear();
      }
      failures.put(id, new Failure(e, nanoTime.getAsLong() + FAILURE_NANOS));
      throw e;
    }
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
  public void close() {
    registry.close();
  }
}
