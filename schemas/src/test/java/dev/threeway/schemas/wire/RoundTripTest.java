package dev.threeway.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threeway.schemas.records.Mismatch;
import dev.threeway.schemas.records.ReconciliationResult;
import dev.threeway.schemas.records.TransactionEvent;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RoundTripTest {
  private static final String SCOPE = "RoundTripTest";
  private static final Map<String, Object> SETTINGS =
      Map.of("schema.registry.url", "mock://" + SCOPE, "specific.avro.reader", true);

  @AfterEach
  void forgetSchemas() {
    SchemaRegistries.dropMockScope(SCOPE);
  }

  @Test
  void aLegKeepsEveryFieldAndItsGeneratedClass() {
    assertThat(roundTrip(SETTINGS, "core_txns", Samples.leg())).isEqualTo(Samples.leg());
  }

  @Test
  void everyPublishedRecordKeepsEveryField() {
    assertThat(roundTrip(SETTINGS, "mismatches", Samples.mismatch())).isEqualTo(Samples.mismatch());
    assertThat(roundTrip(SETTINGS, "reconciliation_results", Samples.result()))
        .isEqualTo(Samples.result());
  }

  @Test
  void oneSerdeServesTopicsWithDifferentRecordsInTurn() {
    try (AvroSerde<IndexedRecord> serde = serde(SETTINGS)) {
      for (int i = 0; i < 3; i++) {
        for (IndexedRecord record : new IndexedRecord[] {Samples.leg(), Samples.mismatch()}) {
          String topic = record instanceof Mismatch ? "mismatches" : "core_txns";
          byte[] bytes = serde.serializer().serialize(topic, record);
          assertThat(serde.deserializer().deserialize(topic, bytes)).isEqualTo(record);
        }
      }
    }
  }

  @Test
  void nullStaysNull() {
    try (AvroSerde<IndexedRecord> serde = serde(SETTINGS)) {
      assertThat(serde.serializer().serialize("core_txns", null)).isNull();
      assertThat(serde.deserializer().deserialize("core_txns", (byte[]) null)).isNull();
    }
  }

  @Test
  void theFrameIsMagicByteIdAndAvroBinary() {
    try (AvroSerde<IndexedRecord> serde = serde(SETTINGS)) {
      SchemaRegistries.mock(SCOPE).register("other-value", Mismatch.getClassSchema());

      byte[] bytes = serde.serializer().serialize("core_txns", Samples.leg());

      assertThat(HexFormat.of().formatHex(bytes))
          .isEqualTo(
              "0000000002" // magic byte, schema id 2
                  + "06652d31" // event_id "e-1"
                  + "06742d31" // txn_id "t-1"
                  + "02" // source CORE
                  + "0601e208" // amount: 3 bytes, 123400
                  + "06455552" // currency "EUR"
                  + "02" // status SUCCESS
                  + "96f9aa8e9567" // event_time 1772360130123
                  + "0a6163632d31" // account_id "acc-1"
                  + "00" // bank_code null
                  + "0202" // channel UPI
                  + "00" // transaction_type null
                  + "00" // reference_number null
                  + "02165ac3bc7269636820e29895"); // description
    }
  }

  @Test
  void aSliceOfALargerBufferIsReadWithoutMovingIt() {
    try (AvroSerde<IndexedRecord> serde = serde(SETTINGS)) {
      byte[] bytes = serde.serializer().serialize("core_txns", Samples.leg());
      for (ByteBuffer whole :
          new ByteBuffer[] {
            ByteBuffer.allocate(bytes.length + 20), ByteBuffer.allocateDirect(bytes.length + 20)
          }) {
        whole.put(7, bytes);
        ByteBuffer slice = whole.position(7).limit(7 + bytes.length).slice();

        assertThat(serde.deserializer().deserialize("core_txns", new RecordHeaders(), slice))
            .isEqualTo(Samples.leg());
        assertThat(slice.position()).isZero();
      }
    }
  }

  @Test
  void withoutTheSpecificReaderRecordsAreGenericAndHoldJavaValues() {
    Map<String, Object> settings = Map.of("schema.registry.url", "mock://" + SCOPE);

    IndexedRecord record = roundTrip(settings, "core_txns", Samples.leg());

    assertThat(record).isInstanceOf(GenericRecord.class).isNotInstanceOf(TransactionEvent.class);
    GenericRecord generic = (GenericRecord) record;
    assertThat(generic.get("amount")).isEqualTo(new BigDecimal("12.3400"));
    assertThat(generic.get("event_time")).isEqualTo(Instant.parse("2026-03-01T10:15:30.123Z"));
    assertThat(generic.get("source")).hasToString("CORE");
  }

  @Test
  void logicalTypeConvertersCanBeSwitchedOffAsInConfluentsSerde() {
    Map<String, Object> settings =
        Map.of(
            "schema.registry.url", "mock://" + SCOPE, "avro.use.logical.type.converters", "false");

    GenericRecord generic = (GenericRecord) roundTrip(settings, "core_txns", Samples.leg());

    assertThat(generic.get("amount")).isEqualTo(ByteBuffer.wrap(new byte[] {1, (byte) 0xe2, 8}));
    assertThat(generic.get("event_time")).isEqualTo(1772360130123L);
  }

  @Test
  void aGenericRecordIsWrittenLikeTheGeneratedOne() {
    Map<String, Object> generic = Map.of("schema.registry.url", "mock://" + SCOPE);
    try (AvroSerde<IndexedRecord> serde = serde(generic)) {
      byte[] bytes = serde.serializer().serialize("core_txns", Samples.leg());
      IndexedRecord record = serde.deserializer().deserialize("core_txns", bytes);

      assertThat(serde.serializer().serialize("core_txns", record)).isEqualTo(bytes);
    }
  }

  @Test
  void aSerdeOfOneClassNeedsNoOtherSetting() {
    try (AvroSerde<ReconciliationResult> serde =
        AvroSerde.ofValues(
            ReconciliationResult.class, Map.of("schema.registry.url", "mock://" + SCOPE))) {
      byte[] bytes = serde.serializer().serialize("reconciliation_results", Samples.result());

      ReconciliationResult read = serde.deserializer().deserialize("reconciliation_results", bytes);

      assertThat(read).isEqualTo(Samples.result());
    }
  }

  @Test
  void keysAndValuesHaveSubjectsOfTheirOwn() {
    try (AvroSerializer<TransactionEvent> keys = new AvroSerializer<>();
        AvroSerializer<TransactionEvent> values = new AvroSerializer<>()) {
      keys.configure(SETTINGS, true);
      values.configure(SETTINGS, false);
      keys.serialize("a", Samples.leg());
      values.serialize("b", Samples.leg());

      InMemorySchemaRegistry registry = SchemaRegistries.mock(SCOPE);
      assertThat(registry.latest("a-key")).isPresent();
      assertThat(registry.latest("b-value")).isPresent();
      assertThat(registry.latest("a-value")).isEmpty();
    }
  }

  private static IndexedRecord roundTrip(
      Map<String, Object> settings, String topic, IndexedRecord record) {
    try (AvroSerde<IndexedRecord> serde = serde(settings)) {
      return serde.deserializer().deserialize(topic, serde.serializer().serialize(topic, record));
    }
  }

  private static AvroSerde<IndexedRecord> serde(Map<String, Object> settings) {
    AvroSerde<IndexedRecord> serde = new AvroSerde<>();
    serde.configure(settings, false);
    return serde;
  }
}
