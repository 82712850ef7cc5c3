package dev.threeway.sink.converter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Date;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowMappingsTest {
  private static final String DECIMAL =
      "{'type':'bytes','logicalType':'decimal','precision':19,'scale':4}";
  private static final String TIME = "{'type':'long','logicalType':'timestamp-millis'}";

  private final RowMappings mappings = new RowMappings();

  @Test
  void primitiveTypesStayWhatTheyAre() {
    assertThat(column("'boolean'", true)).isEqualTo(true);
    assertThat(column("'int'", 7)).isEqualTo(7);
    assertThat(column("'long'", 7L)).isEqualTo(7L);
    assertThat(column("'float'", 1.5f)).isEqualTo(1.5f);
    assertThat(column("'double'", 1.5d)).isEqualTo(1.5d);
    assertThat(column("'string'", "text")).isEqualTo("text");
    assertThat(column("'bytes'", ByteBuffer.wrap(new byte[] {1, 2})))
        .isEqualTo(ByteBuffer.wrap(new byte[] {1, 2}));
  }

  @Test
  void fixedBytesBecomeBytes() {
    Schema schema = record("{'type':'fixed','name':'Pair','size':2}");
    GenericData.Fixed pair =
        new GenericData.Fixed(schema.getField("f").schema(), new byte[] {3, 4});
    assertThat(row(schema, pair).get("f")).isEqualTo(ByteBuffer.wrap(new byte[] {3, 4}));
  }

  @Test
  void aDecimalKeepsItsDigitsAndTellsItsPrecision() {
    Schema schema = record(DECIMAL);
    Struct row = row(schema, new BigDecimal("123456789012345.6789"));
    assertThat(row.get("f")).isEqualTo(new BigDecimal("123456789012345.6789"));
    assertThat(row.schema().field("f").schema())
        .isEqualTo(Decimal.builder(4).parameter("connect.decimal.precision", "19").build());
  }

  @Test
  void aDecimalIsAlsoReadFromItsBytes() {
    ByteBuffer bytes = ByteBuffer.wrap(new BigDecimal("-0.0001").unscaledValue().toByteArray());
    assertThat(column(DECIMAL, bytes)).isEqualTo(new BigDecimal("-0.0001"));
    assertThat(bytes.remaining()).isEqualTo(1);
  }

  @Test
  void aDecimalOfAnotherScaleIsBroughtToTheColumnsScaleOnlyIfNothingIsLost() {
    assertThat(column(DECIMAL, new BigDecimal("12.5"))).isEqualTo(new BigDecimal("12.5000"));
    assertThat(column(DECIMAL, new BigDecimal("12.500000"))).isEqualTo(new BigDecimal("12.5000"));
    assertThatThrownBy(() -> column(DECIMAL, new BigDecimal("12.50001")))
        .isInstanceOf(DataException.class)
        .hasMessage("field f: a decimal of 7 digits, 5 of them decimals, does not fit 19 and 4");
  }

  @Test
  void aDecimalWithMoreDigitsThanTheColumnIsPoison() {
    assertThatThrownBy(() -> column(DECIMAL, new BigDecimal("1234567890123456.0000")))
        .isInstanceOf(DataException.class)
        .hasMessage("field f: a decimal of 20 digits, 4 of them decimals, does not fit 19 and 4");
  }

  @Test
  void aTimestampBecomesConnectsTimestampToTheMillisecond() {
    Instant instant = Instant.parse("2026-03-29T01:30:00.123Z");
    Struct row = row(record(TIME), instant);
    assertThat(row.get("f")).isEqualTo(Date.from(instant));
    assertThat(row.schema().field("f").schema()).isEqualTo(Timestamp.SCHEMA);
    assertThat(column(TIME, instant.toEpochMilli())).isEqualTo(Date.from(instant));
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, Long.MAX_VALUE})
  void aTimeThatPostgresqlCannotStoreIsPoison(long millis) {
    assertThatThrownBy(() -> column(TIME, millis))
        .isInstanceOf(DataException.class)
        .hasMessage("field f: PostgreSQL cannot store a time so far from today");
  }

  @Test
  void aDateBecomesConnectsDate() {
    assertThat(column("{'type':'int','logicalType':'date'}", LocalDate.of(2026, 3, 29)))
        .isEqualTo(Date.from(Instant.parse("2026-03-29T00:00:00Z")));
    assertThat(column("{'type':'int','logicalType':'date'}", 1))
        .isEqualTo(Date.from(Instant.parse("1970-01-02T00:00:00Z")));
  }

  @Test
  void anEnumBecomesText() {
    Schema schema = record("{'type':'enum','name':'Colour','symbols':['RED','BLUE']}");
    GenericData.EnumSymbol blue = new GenericData.EnumSymbol(schema.getField("f").schema(), "BLUE");
    Struct row = row(schema, blue);
    assertThat(row.get("f")).isEqualTo("BLUE");
    assertThat(row.schema().field("f").schema())
        .isEqualTo(org.apache.kafka.connect.data.Schema.STRING_SCHEMA);
  }

  @Test
  void aNullableUnionIsOptionalAndMayBeNull() {
    Schema schema = record("['null','string']");
    assertThat(row(schema, null).get("f")).isNull();
    assertThat(row(schema, "text").get("f")).isEqualTo("text");
    assertThat(row(schema, "text").schema().field("f").schema())
        .isEqualTo(org.apache.kafka.connect.data.Schema.OPTIONAL_STRING_SCHEMA);
  }

  @Test
  void anArrayOfTextBecomesAList() {
    Struct row = row(record("{'type':'array','items':'string'}"), List.of("a", "b"));
    assertThat(row.get("f")).isEqualTo(List.of("a", "b"));
    assertThat(row.schema().field("f").schema())
        .isEqualTo(SchemaBuilder.array(org.apache.kafka.connect.data.Schema.STRING_SCHEMA).build());
  }

  @Test
  void aNullCharacterInTextIsPoisonWhereverItStands() {
    assertThatThrownBy(() -> column("'string'", "a\0b"))
        .isInstanceOf(DataException.class)
        .hasMessage("field f: PostgreSQL cannot store the character U+0000");
    assertThatThrownBy(() -> column("{'type':'array','items':'string'}", List.of("a", "\0")))
        .isInstanceOf(DataException.class)
        .hasMessage("field f: PostgreSQL cannot store the character U+0000");
  }

  @Test
  void aMissingValueInARequiredFieldNamesTheField() {
    assertThatThrownBy(() -> column("'string'", null))
        .isInstanceOf(DataException.class)
        .hasMessage("field f is null but has to have a value");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'record','name':'Inner','fields':[]}",
        "{'type':'map','values':'string'}",
        "{'type':'array','items':{'type':'record','name':'Inner','fields':[]}}",
        "{'type':'array','items':{'type':'array','items':'int'}}",
        "{'type':'array','items':['null','string']}",
        "['null','string','int']",
        "{'type':'long','logicalType':'timestamp-micros'}",
        "{'type':'fixed','name':'Id','size':16,'logicalType':'uuid'}"
      })
  void aTypeThatCannotBeAColumnIsRefusedByName(String type) {
    Schema schema = record(type);
    assertThatThrownBy(() -> mappings.of(schema))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("field f of test.R: ");
  }

  @Test
  void recordsOfOneSchemaShareOneMapping() {
    Schema schema = record("'string'");
    assertThat(mappings.of(schema)).isSameAs(mappings.of(schema));
  }

  private Object column(String type, Object value) {
    return row(record(type), value).get("f");
  }

  private Struct row(Schema schema, Object value) {
    GenericData.Record record = new GenericData.Record(schema);
    record.put("f", value);
    return mappings.of(schema).row(record);
  }

  private static Schema record(String type) {
    return new Schema.Parser()
        .parse(
            "{'type':'record','name':'R','namespace':'test','fields':[{'name':'f','type':%s}]}"
                .formatted(type)
                .replace('\'', '"'));
  }
}
