package dev.threeway.sink.converter;

import dev.threeway.sink.values.Storable;
import dev.threeway.sink.values.UnstorableValueException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericFixed;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Timestamp;

/**
 * An Avro field as a column: its schema in Connect, and how its values are turned. Values are taken
 * both as Avro holds them (bytes, long, int) and as its conversions give them (BigDecimal, Instant,
 * LocalDate), as generic and specific readers differ in that.
 */
record Column(org.apache.kafka.connect.data.Schema schema, ColumnMapping mapping) {
  /** The name under which Confluent's converter, too, gives a decimal's precision to sinks. */
  private static final String PRECISION = "connect.decimal.precision";

  /**
   * The column of a field.
   *
   * @throws UnsupportedTypeException if the type cannot be a column; the message names the type
   */
  static Column of(Schema avro) throws UnsupportedTypeException {
    if (!avro.isUnion()) {
      return build(avro, false);
    }
    List<Schema> branches =
        avro.getTypes().stream().filter(type -> type.getType() != Schema.Type.NULL).toList();
    if (branches.size() != 1) {
      throw new UnsupportedTypeException(
          "a union of several types cannot be a column: %s".formatted(avro));
    }
    return build(branches.get(0), avro.isNullable());
  }

  private static Column build(Schema avro, boolean optional) throws UnsupportedTypeException {
    Type type = type(avro);
    SchemaBuilder schema = optional ? type.schema().optional() : type.schema();
    return new Column(schema.build(), type.mapping());
  }

  private record Type(SchemaBuilder schema, ColumnMapping mapping) {}

  private static Type type(Schema avro) throws UnsupportedTypeException {
    if (avro.getLogicalType() != null) {
      return logicalType(avro);
    }
    return switch (avro.getType()) {
      case BOOLEAN -> new Type(SchemaBuilder.bool(), value -> value);
      case INT -> new Type(SchemaBuilder.int32(), value -> value);
      case LONG -> new Type(SchemaBuilder.int64(), value -> value);
      case FLOAT -> new Type(SchemaBuilder.float32(), value -> value);
      case DOUBLE -> new Type(SchemaBuilder.float64(), value -> value);
      case BYTES, FIXED -> new Type(SchemaBuilder.bytes(), value -> ByteBuffer.wrap(bytes(value)));
      case STRING -> text();
      case ENUM -> new Type(SchemaBuilder.string(), Object::toString);
      case ARRAY -> array(avro);
      case RECORD, MAP, UNION, NULL ->
          throw new UnsupportedTypeException(
              "%s cannot be a column: records have to be flat".formatted(avro.getType().getName()));
    };
  }

  private static Type text() {
    return new Type(SchemaBuilder.string(), value -> Storable.text((CharSequence) value));
  }

  private static Type array(Schema avro) throws UnsupportedTypeException {
    Schema.Type element = avro.getElementType().getType();
    if (element == Schema.Type.ARRAY || avro.getElementType().isUnion()) {
      throw new UnsupportedTypeException(
          "an array of %s cannot be a column".formatted(element.getName()));
    }
    Column elements = build(avro.getElementType(), false);
    ColumnMapping mapping =
        value -> {
          Collection<?> collection = (Collection<?>) value;
          List<Object> list = new ArrayList<>(collection.size());
          for (Object one : collection) {
            list.add(elements.mapping().value(one));
          }
          return list;
        };
    return new Type(SchemaBuilder.array(elements.schema()), mapping);
  }

  private static Type logicalType(Schema avro) throws UnsupportedTypeException {
    if (avro.getLogicalType() instanceof LogicalTypes.Decimal decimal) {
      return decimal(decimal.getPrecision(), decimal.getScale());
    }
    String name = avro.getLogicalType().getName();
    if (name.equals("uuid") && avro.getType() == Schema.Type.STRING) {
      return text();
    }
    return switch (name) {
      case "timestamp-millis" ->
          new Type(Timestamp.builder(), value -> Storable.instant(instant(value)));
      case "date" -> new Type(org.apache.kafka.connect.data.Date.builder(), Column::date);
      default ->
          throw new UnsupportedTypeException(
              "the logical type %s is not supported".formatted(name));
    };
  }

  private static Type decimal(int precision, int scale) {
    return new Type(
        Decimal.builder(scale).parameter(PRECISION, Integer.toString(precision)),
        value -> {
          BigDecimal decimal =
              value instanceof BigDecimal converted
                  ? converted
                  : new BigDecimal(new BigInteger(bytes(value)), scale);
          return Storable.decimal(decimal, precision, scale);
        });
  }

  private static Instant instant(Object value) {
    return value instanceof Instant instant ? instant : Instant.ofEpochMilli((Long) value);
  }

  private static Date date(Object value) throws UnstorableValueException {
    LocalDate date = value instanceof LocalDate day ? day : LocalDate.ofEpochDay((Integer) value);
    return Storable.instant(date.atStartOfDay(ZoneOffset.UTC).toInstant());
  }

  private static byte[] bytes(Object value) {
    if (value instanceof GenericFixed fixed) {
      return fixed.bytes();
    }
    ByteBuffer buffer = ((ByteBuffer) value).duplicate();
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }
}
