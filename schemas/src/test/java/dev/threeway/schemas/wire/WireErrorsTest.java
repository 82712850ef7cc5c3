package dev.threeway.schemas.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threeway.schemas.records.Channel;
import dev.threeway.schemas.records.Mismatch;
import dev.threeway.schemas.records.Source;
import dev.threeway.schemas.records.TransactionEvent;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WireErrorsTest {
  private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
  private byte[] leg;

  @BeforeEach
  void writeOneLeg() {
    try (AvroSerializer<TransactionEvent> serializer = new AvroSerializer<>(registry)) {
      leg = serializer.serialize("core_txns", Samples.leg());
    }
  }

  @Test
  void anEmptyValueIsNoRecord() {
    assertRefused(new byte[0])
        .hasMessage("core_txns: the value is empty, not a framed Avro record");
  }

  @Test
  void anotherFirstByteIsNamed() {
    assertRefused("{\"txn_id\":1}".getBytes(UTF_8))
        .hasMessage(
            "core_txns: the first byte is 0x7b, not the magic byte 0x00 of a framed Avro record");
  }

  @Test
  void aFrameWithoutWholeIdIsTooShort() {
    assertRefused(Arrays.copyOf(leg, 4))
        .hasMessage("core_txns: 4 byte(s) are too few for a framed Avro record");
  }

  @Test
  void everyTruncationOfARecordIsRefused() {
    for (int length = WireFormat.HEADER_LENGTH; length < leg.length; length++) {
      assertRefused(Arrays.copyOf(leg, length)).hasMessageStartingWith("core_txns: schema id 1: ");
    }
    assertRefused(Arrays.copyOf(leg, leg.length - 1))
        .hasMessage("core_txns: schema id 1: the record is truncated");
  }

  @Test
  void bytesAfterTheRecordAreRefused() {
    assertRefused(Arrays.copyOf(leg, leg.length + 1))
        .hasMessage("core_txns: schema id 1: bytes are left over after the record");
  }

  @Test
  void anUnknownIdHasAnErrorOfItsOwn() {
    byte[] foreign = leg.clone();
    foreign[1] = 0x7f;

    assertRefused(foreign)
        .isInstanceOf(UnknownSchemaException.class)
        .hasMessage("core_txns: schema id 2130706433 is not registered");
  }

  @Test
  void aLengthThatTheRecordDoesNotHaveAllocatesNothing() {
    byte[] huge = Arrays.copyOf(leg, 10);
    // event_id with a length of 2^30 bytes, as a zigzag varint
    byte[] length = {(byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x80, 0x08};
    System.arraycopy(length, 0, huge, WireFormat.HEADER_LENGTH, length.length);

    assertRefused(huge).hasMessage("core_txns: schema id 1: the record is truncated");
  }

  @Test
  void anEnumNumberWithoutSymbolIsRefused() {
    byte[] garbled = leg.clone();
    assertThat(garbled[13]).as("source").isEqualTo((byte) 2);
    garbled[13] = 120;

    assertRefused(garbled).hasMessageStartingWith("core_txns: schema id 1: the record");
  }

  @Test
  void aSchemaThatIsNoRecordIsRefused() {
    registry.register("s-value", Schema.create(Schema.Type.STRING));

    assertRefused(new byte[] {0, 0, 0, 0, 2, 0})
        .hasMessage("core_txns: schema id 2 is of type STRING, not a record");
  }

  @Test
  void aRecordThatTheWantedClassCannotHoldIsRefused() {
    registry.register("mismatches-value", Mismatch.getClassSchema());
    AvroDeserializer<TransactionEvent> legs =
        new AvroDeserializer<>(registry, TransactionEvent.class);

    assertThatThrownBy(() -> legs.deserialize("core_txns", new byte[] {0, 0, 0, 0, 2, 0}))
        .isInstanceOf(SerializationException.class)
        .hasMessageStartingWith(
            "core_txns: schema id 2: the record does not fit its schema: Found");
  }

  @Test
  void enumSymbolsThatTheReaderDoesNotKnowBecomeUnknown() {
    String later =
        TransactionEvent.getClassSchema()
            .toString()
            .replace("\"MOBILE\"],\"default\"", "\"MOBILE\",\"BRANCHES\"],\"default\"")
            .replace("\"POS\"]", "\"POS\",\"WEARABLE\"]");
    Schema schema = new Schema.Parser().parse(later);
    GenericRecord record = generic(schema);
    int id = registry.register("later-value", schema);

    TransactionEvent read = (TransactionEvent) specific().deserialize("t", Frames.of(id, record));

    assertThat(read.getSource()).isEqualTo(Source.UNKNOWN);
    assertThat(read.getChannel()).isEqualTo(Channel.UNKNOWN);
  }

  @Test
  void aNameWithoutGeneratedClassIsReadGenerically() {
    Schema schema = SchemaBuilder.record("java.lang.Runtime").fields().requiredInt("n").endRecord();
    GenericRecord record = new GenericData.Record(schema);
    record.put("n", 7);

    IndexedRecord read =
        specific().deserialize("t", Frames.of(registry.register("r-value", schema), record));

    assertThat(read).isInstanceOf(GenericRecord.class).hasToString("{\"n\": 7}");
  }

  private static GenericRecord generic(Schema schema) {
    GenericRecord record = new GenericData.Record(schema);
    record.put("event_id", "e-1");
    record.put("txn_id", "t-1");
    record.put(
        "source", new GenericData.EnumSymbol(schema.getField("source").schema(), "BRANCHES"));
    record.put("amount", ByteBuffer.wrap(new byte[] {1}));
    record.put("currency", "EUR");
    record.put("status", new GenericData.EnumSymbol(schema.getField("status").schema(), "SUCCESS"));
    record.put("event_time", 0L);
    record.put("account_id", "acc-1");
    Schema channel = schema.getField("channel").schema().getTypes().get(1);
    record.put("channel", new GenericData.EnumSymbol(channel, "WEARABLE"));
    return record;
  }

  private AbstractThrowableAssert<?, ? extends Throwable> assertRefused(byte[] value) {
    return assertThatThrownBy(() -> specific().deserialize("core_txns", value))
        .isInstanceOf(SerializationException.class);
  }

  private AvroDeserializer<IndexedRecord> specific() {
    AvroDeserializer<IndexedRecord> deserializer = new AvroDeserializer<>(registry);
    deserializer.configure(Map.of("specific.avro.reader", "true"), false);
    return deserializer;
  }
}
