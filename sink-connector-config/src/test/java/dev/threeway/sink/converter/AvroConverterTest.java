package dev.threeway.sink.converter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threeway.schemas.records.BreakState;
import dev.threeway.schemas.records.BreakType;
import dev.threeway.schemas.records.Mismatch;
import dev.threeway.schemas.records.Severity;
import dev.threeway.schemas.records.Source;
import dev.threeway.schemas.records.TransactionEvent;
import dev.threeway.schemas.wire.AvroSerializer;
import dev.threeway.schemas.wire.SchemaRegistries;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.storage.Converter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AvroConverterTest {
  private static final String SCOPE = "avro-converter-test";
  private static final Map<String, String> SETTINGS =
      Map.of("schema.registry.url", "mock://" + SCOPE);
  private static final Instant TIME = Instant.parse("2026-05-04T03:02:01.987Z");

  private final AvroConverter converter = new AvroConverter();

  @BeforeEach
  void configure() {
    converter.configure(SETTINGS, false);
  }

  @AfterEach
  void close() {
    converter.close();
    SchemaRegistries.dropMockScope(SCOPE);
  }

  @Test
  void aMismatchBecomesARowWithEveryField() {
    SchemaAndValue converted = converter.toConnectData("mismatches", framed(mismatch().build()));
    Struct row = (Struct) converted.value();
    assertThat(converted.schema().name()).isEqualTo("dev.threeway.schemas.records.Mismatch");
    assertThat(converted.schema().fields().stream().map(Field::name))
        .containsExactlyElementsOf(
            Mismatch.getClassSchema().getFields().stream().map(Schema.Field::name).toList());
    assertThat(row.get("mismatch_id")).isEqualTo("id-1");
    assertThat(row.get("version")).isEqualTo(2);
    assertThat(row.get("type")).isEqualTo("MISSING");
    assertThat(row.get("missing_source")).isEqualTo("MOBILE");
    assertThat(row.get("state")).isEqualTo("OPEN");
    assertThat(row.get("resolution")).isNull();
    assertThat(row.get("core_value")).isEqualTo("12.50 EUR");
    assertThat(row.get("gateway_value")).isNull();
    assertThat(row.get("deviating")).isEqualTo(List.of("MOBILE"));
    assertThat(row.get("amount_at_risk")).isEqualTo(new BigDecimal("12.5000"));
    assertThat(row.get("detected_at")).isEqualTo(Date.from(TIME));
    assertThat(row.get("resolved_at")).isNull();
    assertThat(row.get("evidence")).isEqualTo(List.of("core_txns-0@7", "gateway_txns-0@9"));
    row.validate();
  }

  @Test
  void aSymbolThatOnlyANewerWriterKnowsBecomesUnknown() {
    Schema newer =
        changed(
            "\"symbols\":[\"UNKNOWN\",\"LOW\"",
            "\"symbols\":[\"UNKNOWN\",\"CATASTROPHIC\",\"LOW\"");
    GenericData.Record record = generic(newer);
    record.put(
        "severity",
        new GenericData.EnumSymbol(newer.getField("severity").schema(), "CATASTROPHIC"));
    Struct row = (Struct) converter.toConnectData("mismatches", framed(record)).value();
    assertThat(row.get("severity")).isEqualTo("UNKNOWN");
  }

  @Test
  void aFieldThatOnlyANewerWriterKnowsIsLeftOut() {
    Schema newer =
        changed(
            "\"fields\":[",
            "\"fields\":[{\"name\":\"case_id\",\"type\":[\"null\",\"string\"],\"default\":null},");
    GenericData.Record record = generic(newer);
    record.put("case_id", "case-9");
    SchemaAndValue converted = converter.toConnectData("mismatches", framed(record));
    assertThat(converted.schema().field("case_id")).isNull();
    assertThat(((Struct) converted.value()).get("mismatch_id")).isEqualTo("id-1");
  }

  @Test
  void aRecordOfAnotherKindIsReadAsItWasWritten() {
    Schema foreign =
        new Schema.Parser()
            .parse(
                """
                {"type":"record","name":"Rate","namespace":"example","fields":[
                  {"name":"pair","type":"string"},
                  {"name":"rate","type":{"type":"bytes","logicalType":"decimal","precision":9,"scale":6}}]}
                """);
    GenericData.Record rate = new GenericData.Record(foreign);
    rate.put("pair", "EURUSD");
    rate.put("rate", new BigDecimal("1.083400"));
    Struct row = (Struct) converter.toConnectData("rates", framed(rate)).value();
    assertThat(row.schema().name()).isEqualTo("example.Rate");
    assertThat(row.get("pair")).isEqualTo("EURUSD");
    assertThat(row.get("rate")).isEqualTo(new BigDecimal("1.083400"));
  }

  @Test
  void structuresOfOneSchemaShareTheirSchema() {
    byte[] value = framed(mismatch().build());
    assertThat(converter.toConnectData("mismatches", value).schema())
        .isSameAs(converter.toConnectData("mismatches", value).schema());
  }

  @Test
  void noValueStaysNoValue() {
    assertThat(converter.toConnectData("mismatches", null)).isEqualTo(SchemaAndValue.NULL);
  }

  @Test
  void whatIsNoFramedRecordIsPoison() {
    assertThatThrownBy(() -> converter.toConnectData("mismatches", new byte[] {'{', '}', 0, 0, 0}))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("unreadable value on mismatches: ");
    assertThatThrownBy(() -> converter.toConnectData("mismatches", new byte[0]))
        .isInstanceOf(DataException.class);
  }

  @Test
  void aTruncatedRecordIsPoison() {
    byte[] value = framed(mismatch().build());
    byte[] half = java.util.Arrays.copyOf(value, value.length / 2);
    assertThatThrownBy(() -> converter.toConnectData("mismatches", half))
        .isInstanceOf(DataException.class);
  }

  @Test
  void aSchemaThatTheRegistryDoesNotKnowIsPoison() {
    byte[] value = ByteBuffer.allocate(6).put((byte) 0).putInt(4_711).put((byte) 2).array();
    assertThatThrownBy(() -> converter.toConnectData("mismatches", value))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("4711");
  }

  @Test
  void aValueThatPostgresqlCannotStoreIsPoisonAndIsNotRepeatedInTheMessage() {
    TransactionEvent leg =
        TransactionEvent.newBuilder()
            .setEventId("e")
            .setTxnId("t")
            .setSource(Source.CORE)
            .setAmount(new BigDecimal("1.0000"))
            .setCurrency("EUR")
            .setStatus(dev.threeway.schemas.records.TransactionStatus.SUCCESS)
            .setEventTime(TIME)
            .setAccountId("DE-secret\0")
            .build();
    assertThatThrownBy(() -> converter.toConnectData("core_txns", framed(leg)))
        .isInstanceOf(DataException.class)
        .hasMessage("field account_id: PostgreSQL cannot store the character U+0000");
  }

  @Test
  void aRegistryThatCannotBeReachedIsNoPoisonButSomethingToTryAgain() throws IOException {
    int closedPort;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closedPort = socket.getLocalPort();
    }
    byte[] value = framed(mismatch().build());
    try (AvroConverter cutOff = new AvroConverter()) {
      cutOff.configure(
          Map.of("schema.registry.url", "http://127.0.0.1:" + closedPort, "max.retries", "0"),
          false);
      assertThatThrownBy(() -> cutOff.toConnectData("mismatches", value))
          .isInstanceOf(RetriableException.class)
          .hasMessageStartingWith("cannot read values on mismatches for the moment: ");
    }
  }

  @Test
  void writingIsRefused() {
    assertThatThrownBy(() -> converter.fromConnectData("mismatches", null, null))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("serves sink connectors only");
  }

  @Test
  void connectFindsTheConverterByItsServiceFile() {
    assertThat(ServiceLoader.load(Converter.class).stream().map(ServiceLoader.Provider::type))
        .contains(AvroConverter.class);
  }

  private static Mismatch.Builder mismatch() {
    return Mismatch.newBuilder()
        .setMismatchId("id-1")
        .setVersion(2)
        .setTxnId("txn-1")
        .setType(BreakType.MISSING)
        .setMissingSource(Source.MOBILE)
        .setState(BreakState.OPEN)
        .setSeverity(Severity.MEDIUM)
        .setCoreValue("12.50 EUR")
        .setDeviating(List.of("MOBILE"))
        .setAmountAtRisk(new BigDecimal("12.5000"))
        .setCurrency("EUR")
        .setWindowStart(TIME)
        .setDeadline(TIME)
        .setDetectedAt(TIME)
        .setRuleVersion("1")
        .setEvidence(List.of("core_txns-0@7", "gateway_txns-0@9"));
  }

  /** The schema of Mismatch with a change that a compatible writer may make. */
  private static Schema changed(String what, String by) {
    String schema = Mismatch.getClassSchema().toString();
    assertThat(schema).contains(what);
    return new Schema.Parser().parse(schema.replaceFirst(java.util.regex.Pattern.quote(what), by));
  }

  /** A mismatch as a writer with another schema holds it. */
  private static GenericData.Record generic(Schema schema) {
    Mismatch mismatch = mismatch().build();
    GenericData.Record record = new GenericData.Record(schema);
    for (Schema.Field field : Mismatch.getClassSchema().getFields()) {
      Object value = mismatch.get(field.pos());
      Schema target = schema.getField(field.name()).schema();
      if (value instanceof Enum<?> symbol) {
        Schema type = target.isUnion() ? target.getTypes().get(1) : target;
        value = new GenericData.EnumSymbol(type, symbol.name());
      }
      record.put(field.name(), value);
    }
    return record;
  }

  private static byte[] framed(IndexedRecord record) {
    try (AvroSerializer<IndexedRecord> serializer = new AvroSerializer<>()) {
      serializer.configure(SETTINGS, false);
      return serializer.serialize(
          "test-" + record.getSchema().getFields().size() + record.getSchema().getName(), record);
    }
  }
}
