package dev.threeway.sink.converter;

import dev.threeway.sink.values.UnstorableValueException;
import java.util.List;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;

/**
 * How the records of one Avro schema become Connect structures.
 *
 * @param schema the structure's schema
 * @param columns how each field's value is turned, in the order of the schema's fields, which is
 *     the order of the Avro fields
 */
record RowMapping(Schema schema, List<ColumnMapping> columns) {
  RowMapping {
    columns = List.copyOf(columns);
  }

  /**
   * A record as a structure.
   *
   * @throws DataException if a value cannot be stored; the message names the field
   */
  Struct row(IndexedRecord record) {
    Struct row = new Struct(schema);
    for (Field field : schema.fields()) {
      Object value = record.get(field.index());
      if (value != null) {
        row.put(field, value(field, value));
      } else if (!field.schema().isOptional()) {
        throw new DataException("field %s is null but has to have a value".formatted(field.name()));
      }
    }
    return row;
  }

  private Object value(Field field, Object value) {
    try {
      return columns.get(field.index()).value(value);
    } catch (UnstorableValueException e) {
      throw new DataException("field %s: %s".formatted(field.name(), e.getMessage()), e);
    }
  }
}
