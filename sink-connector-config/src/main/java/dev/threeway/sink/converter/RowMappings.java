package dev.threeway.sink.converter;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.errors.DataException;

/**
 * The mapping of each Avro schema, made when its first record comes. Not safe for use by many
 * threads.
 */
final class RowMappings {
  /**
   * How many schemas are kept. A topic sees few; the limit holds where a deserializer hands out the
   * same schema as ever new objects.
   */
  private static final int LIMIT = 1_000;

  private final IdentityHashMap<Schema, RowMapping> bySchema = new IdentityHashMap<>();

  /**
   * The mapping of a schema.
   *
   * @throws DataException if records of the schema cannot be rows; the message names the field
   */
  RowMapping of(Schema schema) {
    RowMapping known = bySchema.get(schema);
    if (known != null) {
      return known;
    }
    RowMapping mapping = make(schema);
    if (bySchema.size() >= LIMIT) {
      bySchema.clear();
    }
    bySchema.put(schema, mapping);
    return mapping;
  }

  private static RowMapping make(Schema schema) {
    SchemaBuilder structure = SchemaBuilder.struct().name(schema.getFullName());
    List<ColumnMapping> columns = new ArrayList<>();
    for (Schema.Field field : schema.getFields()) {
      try {
        Column column = Column.of(field.schema());
        structure.field(field.name(), column.schema());
        columns.add(column.mapping());
      } catch (UnsupportedTypeException e) {
        throw new DataException(
            "field %s of %s: %s".formatted(field.name(), schema.getFullName(), e.getMessage()), e);
      }
    }
    return new RowMapping(structure.build(), columns);
  }
}
