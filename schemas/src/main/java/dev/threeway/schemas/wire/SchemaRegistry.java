package dev.threeway.schemas.wire;

import java.util.Optional;
import org.apache.avro.Schema;

/**
 * A schema registry. All implementations are safe for use by many threads.
 *
 * <p>Every method throws {@link RegistryUnreachableException} when no answer could be had, {@link
 * RegistryAccessException} when the registry refuses this client, and {@link
 * RegistryProtocolException} when something else than a registry answers.
 */
public interface SchemaRegistry extends AutoCloseable {

  /**
   * Registers a schema under a subject, unless it is there already.
   *
   * @return the schema's id
   * @throws IncompatibleSchemaException if it breaks the subject's compatibility level
   * @throws org.apache.kafka.common.errors.SerializationException if the registry does not take it
   *     for a valid schema
   */
  int register(String subject, Schema schema);

  /**
   * Looks up a schema that is registered under a subject.
   *
   * @throws UnknownSchemaException if the subject or the schema is not registered
   */
  RegisteredSchema lookup(String subject, Schema schema);

  /**
   * The schema with an id.
   *
   * @throws UnknownSchemaException if the registry has no such id
   * @throws org.apache.kafka.common.errors.SerializationException if it is no Avro schema
   */
  Schema schemaById(int id);

  /** The newest schema of a subject; empty if the subject is not registered. */
  Optional<RegisteredSchema> latest(String subject);

  /** The compatibility level that is set on the subject itself; empty if it has none of its own. */
  Optional<CompatibilityLevel> compatibility(String subject);

  /** Sets the compatibility level of a subject. */
  void setCompatibility(String subject, CompatibilityLevel level);

  /** Gives back what the registry's client holds. */
  @Override
  default void close() {}
}
