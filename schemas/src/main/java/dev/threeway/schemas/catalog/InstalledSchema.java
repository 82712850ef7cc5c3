package dev.threeway.schemas.catalog;

import dev.threeway.schemas.wire.CompatibilityLevel;

/**
 * A schema that a registry holds.
 *
 * @param subject the registry's name for a topic's values
 * @param id the schema's number within the registry
 * @param version its number within the subject
 * @param level the subject's compatibility level
 * @param changed whether the registry had to be changed for it
 */
public record InstalledSchema(
    String subject, int id, int version, CompatibilityLevel level, boolean changed) {}
