package dev.threeway.schemas.wire;

import org.apache.avro.Schema;

/**
 * A schema as a registry holds it.
 *
 * @param subject the subject it is registered under
 * @param version its number within the subject, from 1
 * @param id its number within the registry, as records carry it
 * @param schema the schema, with all its named types resolved
 */
public record RegisteredSchema(String subject, int version, int id, Schema schema) {}
