package dev.threeway.sink.converter;

import dev.threeway.sink.values.UnstorableValueException;

/**
 * Turns a field's Avro value, which is not null, into what Connect's schema of the field asks for.
 */
@FunctionalInterface
interface ColumnMapping {
  /**
   * The value for the column.
   *
   * @throws UnstorableValueException if no column can hold the value
   */
  Object value(Object avro) throws UnstorableValueException;
}
