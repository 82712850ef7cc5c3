package dev.threeway.schemas.catalog;

import dev.threeway.schemas.wire.CompatibilityLevel;
import org.apache.avro.Schema;

/**
 * What a subject carries.
 *
 * @param subject the registry's name for a topic's values
 * @param schema the present schema, without Java's own properties
 * @param level how the schema may change
 */
public record CatalogEntry(String subject, Schema schema, CompatibilityLevel level) {}
