package dev.threeway.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threeway.schemas.records.Source;
import dev.threeway.schemas.records.TransactionEvent;
import dev.threeway.schemas.records.TransactionStatus;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MoneyTest {
  private static final String DECIMAL =
      "{\"type\":\"bytes\",\"logicalType\":\"decimal\",\"precision\":19,\"scale\":4}";
  private static final String MILLIS = "{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}";

  private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();

  @ParameterizedTest
  @CsvSource({
    "5, 100001, 1.00001",
    "8, 123456789, 1.23456789",
    "2, 1234, 12.34",
    "0, 7, 7",
    "4, 123400, 12.3400",
    "5, -1, -0.00001"
  })
  void aGeneratedRecordHoldsTheValueThatWasWrittenAtAnyScale(
      int scale, long unscaled, BigDecimal value) {
    TransactionEvent read = (TransactionEvent) specific().deserialize("t", leg(scale, unscaled));

    assertThat(read.getAmount()).isEqualTo(value);
    assertThat(read.getTxnId()).isEqualTo("t-1");
  }

  @Test
  void aGenericRecordHoldsTheValueThatWasWritten() {
    try (AvroDeserializer<GenericRecord> deserializer = new AvroDeserializer<>(registry)) {
      GenericRecord read = deserializer.deserialize("t", leg(5, 100001));

      assertThat(read.get("amount")).isEqualTo(new BigDecimal("1.00001"));
    }
  }

  @Test
  void writersWithDifferentScalesTakeTurns() {
    AvroDeserializer<IndexedRecord> deserializer = specific();
    for (int i = 0; i < 3; i++) {
      assertThat(((TransactionEvent) deserializer.deserialize("t", leg(5, 100001))).getAmount())
          .isEqualTo(new BigDecimal("1.00001"));
      assertThat(((TransactionEvent) deserializer.deserialize("t", leg(2, 1234))).getAmount())
          .isEqualTo(new BigDecimal("12.34"));
      assertThat(((TransactionEvent) deserializer.deserialize("t", leg(4, 5))).getAmount())
          .isEqualTo(new BigDecimal("0.0005"));
    }
  }

  @Test
  void decimalsInsideUnionsArraysAndRecordsKeepTheirValue() {
    String inner =
        "{\"type\":\"record\",\"name\":\"Inner\",\"fields\":[{\"name\":\"d\",\"type\":%s}]}";
    String outer =
        "{\"type\":\"record\",\"name\":\"Outer\",\"fields\":["
            + "{\"name\":\"optional\",\"type\":[\"null\",%1$s]},"
            + "{\"name\":\"list\",\"type\":{\"type\":\"array\",\"items\":%1$s}},"
            + "{\"name\":\"inner\",\"type\":%2$s}]}";
    String fine = DECIMAL.replace("\"scale\":4", "\"scale\":6");
    Schema reader = parse(outer.formatted(DECIMAL, inner.formatted(DECIMAL)));
    Schema writer = parse(outer.formatted(fine, inner.formatted(fine)));
    ByteBuffer million = ByteBuffer.wrap(new byte[] {0x0f, 0x42, 0x40});
    GenericRecord record = new GenericData.Record(writer);
    record.put("optional", million);
    record.put("list", List.of(million, million));
    GenericRecord innerRecord = new GenericData.Record(writer.getField("inner").schema());
    innerRecord.put("d", million);
    record.put("inner", innerRecord);
    byte[] frame = Frames.of(1, record);

    GenericRecord read =
        (GenericRecord)
            RecordReader.resolving(writer, reader, AvroModels.CONVERTING)
                .read(frame, 5, frame.length - 5);

    assertThat(read.toString())
        .isEqualTo(
            "{\"optional\": 1.000000, \"list\": [1.000000, 1.000000], \"inner\": {\"d\": 1.000000}}");
  }

  @Test
  void aSchemaThatRefersToItselfIsDerivedToo() {
    String node =
        "{\"type\":\"record\",\"name\":\"Node\",\"fields\":[{\"name\":\"d\",\"type\":%s},"
            + "{\"name\":\"next\",\"type\":[\"null\",\"Node\"]}]}";
    Schema reader = parse(node.formatted(DECIMAL));
    Schema writer = parse(node.formatted(DECIMAL.replace("\"scale\":4", "\"scale\":1")));
    GenericRecord last = new GenericData.Record(writer);
    last.put("d", ByteBuffer.wrap(new byte[] {15}));
    GenericRecord first = new GenericData.Record(writer);
    first.put("d", ByteBuffer.wrap(new byte[] {25}));
    first.put("next", last);
    byte[] frame = Frames.of(1, first);

    GenericRecord read =
        (GenericRecord)
            RecordReader.resolving(writer, reader, AvroModels.CONVERTING)
                .read(frame, 5, frame.length - 5);

    assertThat(read.toString()).isEqualTo("{\"d\": 2.5, \"next\": {\"d\": 1.5, \"next\": null}}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"bytes\"", "\"string\""})
  void anAmountThatIsWrittenWithoutAScaleIsRefused(String type) {
    Schema writer = parse(TransactionEvent.getClassSchema().toString().replace(DECIMAL, type));
    int id = register(writer);

    assertThatThrownBy(
            () -> specific().deserialize("core_txns", new byte[] {0, 0, 0, 0, (byte) id}))
        .isInstanceOf(SerializationException.class)
        .hasMessage(
            "core_txns: schema id 1 cannot be read as dev.threeway.schemas.records.TransactionEvent:"
                + " field 'amount' is read as a decimal, but written without a scale");
  }

  @Test
  void aTimeThatIsWrittenInAnotherUnitIsRefused() {
    Schema writer =
        parse(
            TransactionEvent.getClassSchema()
                .toString()
                .replace(MILLIS, MILLIS.replace("millis", "micros")));
    int id = register(writer);

    assertThatThrownBy(
            () -> specific().deserialize("core_txns", new byte[] {0, 0, 0, 0, (byte) id}))
        .isInstanceOf(SerializationException.class)
        .hasMessageEndingWith(
            "field 'event_time' is read as timestamp-millis, but written as timestamp-micros");
  }

  @ParameterizedTest
  @ValueSource(strings = {"12.34", "12.340000000", "1E+3", "0", "-7.0001", "999999999999999.9999"})
  void anAmountOfAnyScaleIsWrittenIfItFitsExactly(String amount) {
    TransactionEvent leg = Samples.leg();
    leg.setAmount(new BigDecimal(amount));

    TransactionEvent read =
        (TransactionEvent) specific().deserialize("t", serializer().serialize("t", leg));

    assertThat(read.getAmount()).isEqualTo(new BigDecimal(amount).setScale(4));
  }

  @ParameterizedTest
  @CsvSource({
    "1.00001, Cannot encode decimal with scale 5 as scale 4 without rounding",
    "1000000000000000, Cannot encode decimal with precision 20 as max precision 19"
  })
  void anAmountThatDoesNotFitExactlyIsRefusedByTheNameOfItsField(String amount, String reason) {
    TransactionEvent leg = Samples.leg();
    leg.setAmount(new BigDecimal(amount));

    assertThatThrownBy(() -> serializer().serialize("t", leg))
        .isInstanceOf(SerializationException.class)
        .hasMessageStartingWith(
            "cannot write dev.threeway.schemas.records.TransactionEvent: field 'amount': "
                + reason);
  }

  @Test
  void aGenericAmountThatDoesNotFitIsRefusedByTheNameOfItsField() {
    try (AvroSerializer<GenericRecord> serializer = new AvroSerializer<>(registry)) {
      GenericRecord leg = genericLeg(4, 1);
      leg.put("amount", new BigDecimal("0.00001"));

      assertThatThrownBy(() -> serializer.serialize("t", leg))
          .isInstanceOf(SerializationException.class)
          .hasMessageContaining("field 'amount': Cannot encode decimal with scale 5");
    }
  }

  @Test
  void aMissingRequiredFieldIsNamedAndLeavesTheSerializerUsable() {
    TransactionEvent leg = Samples.leg();
    leg.setAccountId(null);
    AvroSerializer<IndexedRecord> serializer = serializer();

    assertThatThrownBy(() -> serializer.serialize("t", leg))
        .isInstanceOf(SerializationException.class)
        .hasMessage(
            "cannot write dev.threeway.schemas.records.TransactionEvent: field 'account_id': it is null");
    assertThat(specific().deserialize("t", serializer.serialize("t", Samples.leg())))
        .isEqualTo(Samples.leg());
  }

  private byte[] leg(int scale, long unscaled) {
    GenericRecord leg = genericLeg(scale, unscaled);
    return Frames.of(register(leg.getSchema()), leg);
  }

  private static GenericRecord genericLeg(int scale, long unscaled) {
    Schema schema =
        parse(
            TransactionEvent.getClassSchema()
                .toString()
                .replace("\"scale\":4", "\"scale\":" + scale));
    GenericRecord leg = new GenericData.Record(schema);
    leg.put("event_id", "e-1");
    leg.put("txn_id", "t-1");
    leg.put("source", symbol(schema, "source", Source.CORE.name()));
    leg.put("amount", ByteBuffer.wrap(BigDecimal.valueOf(unscaled).unscaledValue().toByteArray()));
    leg.put("currency", "EUR");
    leg.put("status", symbol(schema, "status", TransactionStatus.SUCCESS.name()));
    leg.put("event_time", 1772360130123L);
    leg.put("account_id", "acc-1");
    return leg;
  }

  private static GenericData.EnumSymbol symbol(Schema record, String field, String name) {
    return new GenericData.EnumSymbol(record.getField(field).schema(), name);
  }

  private static Schema parse(String json) {
    return new Schema.Parser().parse(json);
  }

  private AvroSerializer<IndexedRecord> serializer() {
    return new AvroSerializer<>(registry);
  }

  private AvroDeserializer<IndexedRecord> specific() {
    AvroDeserializer<IndexedRecord> deserializer = new AvroDeserializer<>(registry);
    deserializer.configure(Map.of("specific.avro.reader", true), false);
    return deserializer;
  }

  /** Under a subject of its own: a shared one would not take every scale. */
  private int register(Schema schema) {
    return registry.register("subject-" + schema.hashCode(), schema);
  }
}
