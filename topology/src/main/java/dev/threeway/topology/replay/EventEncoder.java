package dev.threeway.topology.replay;

import com.fasterxml.jackson.databind.JsonNode;
import dev.threeway.schemas.records.TransactionEvent;
import dev.threeway.schemas.wire.AvroSerializer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/**
 * Turns the JSON of an event into Avro without judging it: what the schema cannot hold is written
 * so that the engine's validation finds the fault that the contract names for it. Confined to one
 * thread.
 *
 * <p>An amount with more decimals or digits than the schema holds is written with a schema that has
 * them, as a careless producer would; an unknown enum symbol becomes UNKNOWN, as a reader would see
 * it; an absent string is empty; an amount that is none is zero. Without an event time there is no
 * record: the JSON itself is the value, which nobody can read as Avro.
 */
final class EventEncoder {
  private static final Schema SCHEMA = TransactionEvent.getClassSchema();
  private static final int PRECISION = 19;
  private static final int SCALE = 4;

  /** Beyond this many digits a number is a prank, and writing it out would exhaust the memory. */
  private static final int MOST_DIGITS = 1_000;

  private final AvroSerializer<GenericRecord> serializer = new AvroSerializer<>();
  private final Map<Integer, Schema> schemas = new HashMap<>();

  EventEncoder(Map<String, ?> serdeConfig) {
    serializer.configure(serdeConfig, false);
  }

  /** The value of a record; null if the JSON is null or absent. */
  byte[] encode(String topic, JsonNode json) {
    if (json.isMissingNode() || json.isNull()) {
      return null;
    }
    Instant eventTime = eventTime(json.path("event_time"));
    if (!json.isObject() || eventTime == null) {
      return json.toString().getBytes(StandardCharsets.UTF_8);
    }
    BigDecimal amount = amount(json.path("amount"));
    GenericRecord record = new GenericData.Record(schemaFor(amount));
    for (Schema.Field field : record.getSchema().getFields()) {
      record.put(field.pos(), value(json.path(field.name()), field.schema()));
    }
    record.put("amount", amount);
    record.put("event_time", eventTime);
    return serializer.serialize(topic, record);
  }

  private static Object value(JsonNode json, Schema schema) {
    return switch (schema.getType()) {
      case UNION -> json.isMissingNode() || json.isNull() ? null : value(json, optional(schema));
      case ENUM ->
          new GenericData.EnumSymbol(
              schema,
              schema.hasEnumSymbol(json.asText()) ? json.asText() : schema.getEnumDefault());
      case STRING -> json.isMissingNode() || json.isNull() ? "" : json.asText();
      default -> null;
    };
  }

  private static Schema optional(Schema union) {
    List<Schema> types = union.getTypes();
    return types.get(0).getType() == Schema.Type.NULL ? types.get(1) : types.get(0);
  }

  private static BigDecimal amount(JsonNode json) {
    try {
      BigDecimal amount = json.isNumber() ? json.decimalValue() : new BigDecimal(json.asText());
      boolean writable = amount.precision() + Math.abs((long) amount.scale()) <= MOST_DIGITS;
      return writable ? amount : BigDecimal.ZERO;
    } catch (NumberFormatException e) {
      return BigDecimal.ZERO;
    }
  }

  private static Instant eventTime(JsonNode json) {
    if (json.isIntegralNumber() && json.canConvertToLong()) {
      return Instant.ofEpochMilli(json.asLong());
    }
    try {
      return OffsetDateTime.parse(json.asText()).toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** The committed schema, or one like it with room for the amount. */
  private Schema schemaFor(BigDecimal amount) {
    int scale = Math.max(SCALE, amount.scale());
    int precision = Math.max(PRECISION, amount.precision() - amount.scale() + scale);
    if (scale == SCALE && precision == PRECISION) {
      return SCHEMA;
    }
    return schemas.computeIfAbsent(
        scale * MOST_DIGITS * 4 + precision, key -> withAmount(precision, scale));
  }

  private static Schema withAmount(int precision, int scale) {
    Schema decimal =
        LogicalTypes.decimal(precision, scale).addToSchema(Schema.create(Schema.Type.BYTES));
    List<Schema.Field> fields =
        SCHEMA.getFields().stream()
            .map(
                field ->
                    field.name().equals("amount")
                        ? new Schema.Field("amount", decimal, field.doc())
                        : new Schema.Field(field, field.schema()))
            .toList();
    return Schema.createRecord(
        SCHEMA.getName(), SCHEMA.getDoc(), SCHEMA.getNamespace(), false, fields);
  }
}
