package dev.threeway.deploy.letters;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificData;

/** Sets a field of a record from what a person has typed. */
final class FieldText {
  private FieldText() {}

  /**
   * Sets a field.
   *
   * @param text the value; {@code null} where the field may have none
   * @throws IllegalArgumentException if there is no such field, or it cannot hold the value
   */
  static void set(IndexedRecord record, String name, String text) {
    Schema.Field field = record.getSchema().getField(name);
    if (field == null) {
      throw new IllegalArgumentException(
          "%s has no field %s; it has %s"
              .formatted(
                  record.getSchema().getName(),
                  name,
                  record.getSchema().getFields().stream().map(Schema.Field::name).toList()));
    }
    if (field.schema().isNullable() && text.equals("null")) {
      record.put(field.pos(), null);
      return;
    }
    Schema type =
        field.schema().isUnion()
            ? field.schema().getTypes().stream()
                .filter(one -> one.getType() != Schema.Type.NULL)
                .findFirst()
                .orElseThrow()
            : field.schema();
    try {
      record.put(field.pos(), value(type, text));
    } catch (IllegalArgumentException | ArithmeticException | DateTimeParseException e) {
      throw new IllegalArgumentException(
          "%s cannot be \"%s\": %s".formatted(name, text, e.getMessage()), e);
    }
  }

  private static Object value(Schema type, String text) {
    if (type.getLogicalType() instanceof LogicalTypes.Decimal decimal) {
      return new BigDecimal(text).setScale(decimal.getScale());
    }
    return switch (type.getType()) {
      case STRING -> text;
      case INT -> Integer.valueOf(text);
      case LONG -> Instant.parse(text);
      case BOOLEAN -> Boolean.valueOf(text);
      case ENUM -> symbol(type, text);
      default -> throw new IllegalArgumentException("a field of this type cannot be set");
    };
  }

  private static Object symbol(Schema type, String text) {
    if (!type.hasEnumSymbol(text)) {
      throw new IllegalArgumentException("it is one of " + type.getEnumSymbols());
    }
    return SpecificData.get().createEnum(text, type);
  }
}
