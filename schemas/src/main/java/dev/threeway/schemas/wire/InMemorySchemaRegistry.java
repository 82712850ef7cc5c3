package dev.threeway.schemas.wire;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaCompatibility.SchemaPairCompatibility;

/**
 * A registry inside this process, for tests and replays that have no broker. It gives ids from 1,
 * the same id to the same schema under every subject, and enforces compatibility as a real one does
 * (BACKWARD unless set otherwise).
 */
public final class InMemorySchemaRegistry implements SchemaRegistry {
  private final List<Schema> schemas = new ArrayList<>();
  private final Map<String, List<RegisteredSchema>> subjects = new HashMap<>();
  private final Map<String, CompatibilityLevel> levels = new HashMap<>();

  @Override
  public synchronized int register(String subject, Schema schema) {
    Schema portable = PortableSchemas.of(schema);
    List<RegisteredSchema> versions = subjects.getOrDefault(subject, List.of());
    for (RegisteredSchema version : versions) {
      if (version.schema().equals(portable)) {
        return version.id();
      }
    }
    requireCompatible(subject, portable, versions);
    int id = idFor(portable);
    subjects
        .computeIfAbsent(subject, name -> new ArrayList<>())
        .add(new RegisteredSchema(subject, versions.size() + 1, id, portable));
    return id;
  }

  @Override
  public synchronized RegisteredSchema lookup(String subject, Schema schema) {
    List<RegisteredSchema> versions = subjects.get(subject);
    if (versions == null) {
      throw new UnknownSchemaException("subject '" + subject + "' is not registered");
    }
    Schema portable = PortableSchemas.of(schema);
    return versions.stream()
        .filter(version -> version.schema().equals(portable))
        .findFirst()
        .orElseThrow(
            () ->
                new UnknownSchemaException(
                    "this schema of "
                        + schema.getFullName()
                        + " is not registered under subject '"
                        + subject
                        + "'"));
  }

  @Override
  public synchronized Schema schemaById(int id) {
    if (id < 1 || id > schemas.size()) {
      throw new UnknownSchemaException("schema id " + id + " is not registered");
    }
    return schemas.get(id - 1);
  }

  @Override
  public synchronized Optional<RegisteredSchema> latest(String subject) {
    return Optional.ofNullable(subjects.get(subject))
        .map(versions -> versions.get(versions.size() - 1));
  }

  @Override
  public synchronized Optional<CompatibilityLevel> compatibility(String subject) {
    return Optional.ofNullable(levels.get(subject));
  }

  @Override
  public synchronized void setCompatibility(String subject, CompatibilityLevel level) {
    levels.put(subject, level);
  }

  private int idFor(Schema portable) {
    int index = schemas.indexOf(portable);
    if (index >= 0) {
      return index + 1;
    }
    schemas.add(portable);
    return schemas.size();
  }

  private void requireCompatible(String subject, Schema next, List<RegisteredSchema> versions) {
    CompatibilityLevel level = levels.getOrDefault(subject, CompatibilityLevel.BACKWARD);
    int first = level.transitive() ? 0 : Math.max(0, versions.size() - 1);
    for (RegisteredSchema earlier : versions.subList(first, versions.size())) {
      if (level.readsOlder()) {
        requireReads(subject, level, next, earlier.schema());
      }
      if (level.readByOlder()) {
        requireReads(subject, level, earlier.schema(), next);
      }
    }
  }

  private static void requireReads(
      String subject, CompatibilityLevel level, Schema reader, Schema writer) {
    SchemaPairCompatibility result =
        SchemaCompatibility.checkReaderWriterCompatibility(reader, writer);
    if (result.getType() != SchemaCompatibilityType.COMPATIBLE) {
      throw new IncompatibleSchemaException(
          "schema of "
              + reader.getFullName()
              + " breaks "
              + level
              + " of subject '"
              + subject
              + "': "
              + result.getResult().getIncompatibilities());
    }
  }
}
