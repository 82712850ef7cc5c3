package dev.threeway.topology.replay;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.threeway.schemas.records.Mismatch;
import dev.threeway.schemas.records.ReconciliationResult;
import dev.threeway.schemas.topics.Topics;
import dev.threeway.topology.rules.Money;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;

/**
 * Writes each published record as one line of JSON: field names and enums as in the schemas,
 * amounts as decimal strings with the currency's own decimals, times as RFC 3339 in UTC. Confined
 * to one thread.
 */
public final class JsonLinesOutput implements ReplayOutput, AutoCloseable {
  private static final DateTimeFormatter TIMES =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);

  private final JsonGenerator json;

  /**
   * @param out closed with this output
   * @throws UncheckedIOException from every method if it cannot be written to
   */
  public JsonLinesOutput(Writer out) {
    try {
      json = JsonMapper.builder().build().getFactory().createGenerator(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    json.setRootValueSeparator(null);
  }

  @Override
  public void mismatch(String key, Instant timestamp, Mismatch value) {
    write(Topics.MISMATCHES, key, timestamp, () -> record(value, value.getCurrency()));
  }

  @Override
  public void result(String key, Instant timestamp, ReconciliationResult value) {
    write(Topics.RECONCILIATION_RESULTS, key, timestamp, () -> record(value, value.getCurrency()));
  }

  @Override
  public void deadLetter(String key, Instant timestamp, Map<String, String> headers, byte[] value) {
    write(
        Topics.DEAD_LETTERS,
        key,
        timestamp,
        () -> {
          json.writeObjectFieldStart("headers");
          for (Map.Entry<String, String> header : headers.entrySet()) {
            json.writeStringField(header.getKey(), header.getValue());
          }
          json.writeEndObject();
          json.writeStringField(
              "value_base64", value == null ? null : Base64.getEncoder().encodeToString(value));
        });
  }

  @Override
  public void close() {
    try {
      json.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface Body {
    void write() throws IOException;
  }

  private void write(String topic, String key, Instant timestamp, Body body) {
    try {
      json.writeStartObject();
      json.writeStringField("topic", topic);
      json.writeStringField("key", key);
      json.writeStringField("timestamp", TIMES.format(timestamp));
      body.write();
      json.writeEndObject();
      json.writeRaw('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void record(IndexedRecord record, String currency) throws IOException {
    json.writeObjectFieldStart("value");
    for (Schema.Field field : record.getSchema().getFields()) {
      json.writeFieldName(field.name());
      value(record.get(field.pos()), currency);
    }
    json.writeEndObject();
  }

  private void value(Object value, String currency) throws IOException {
    if (value == null) {
      json.writeNull();
    } else if (value instanceof BigDecimal amount) {
      json.writeString(Money.format(Money.toUnits(amount), currency));
    } else if (value instanceof Instant time) {
      json.writeString(TIMES.format(time));
    } else if (value instanceof Integer number) {
      json.writeNumber(number);
    } else if (value instanceof Boolean flag) {
      json.writeBoolean(flag);
    } else if (value instanceof Collection<?> items) {
      json.writeStartArray();
      for (Object item : items) {
        value(item, currency);
      }
      json.writeEndArray();
    } else {
      json.writeString(value.toString());
    }
  }
}
