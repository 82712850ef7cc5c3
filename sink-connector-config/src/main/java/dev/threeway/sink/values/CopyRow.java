package dev.threeway.sink.values;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Locale;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;

/**
 * Writes rows in the text format of PostgreSQL's {@code COPY}: columns by tab, null as {@code \N}.
 * It is made of the Avro record alone and shares no code with Connect, so that what the sink has
 * stored can be held against it. Not safe for use by many threads.
 */
public final class CopyRow {
  private static final int DECIMAL_DIGITS = 19;
  private static final int DECIMALS = 4;

  private final StringBuilder text = new StringBuilder();
  private boolean first = true;

  /**
   * Adds one column for each field of a record, in the order of its schema.
   *
   * @throws UnstorableValueException if PostgreSQL cannot store a value; the row is then to be
   *     {@linkplain #cancel cancelled}
   */
  public CopyRow fields(IndexedRecord record) throws UnstorableValueException {
    for (Schema.Field field : record.getSchema().getFields()) {
      value(record.get(field.pos()));
    }
    return this;
  }

  /**
   * Adds a column: a text, number, boolean, enumeration, time or a list of texts, or null.
   *
   * @throws UnstorableValueException if PostgreSQL cannot store it
   */
  public CopyRow value(Object value) throws UnstorableValueException {
    if (!first) {
      text.append('\t');
    }
    first = false;
    if (value == null) {
      text.append("\\N");
    } else if (value instanceof Instant instant) {
      Storable.instant(instant);
      text.append(timestamp(instant));
    } else if (value instanceof BigDecimal decimal) {
      text.append(Storable.decimal(decimal, DECIMAL_DIGITS, DECIMALS).toPlainString());
    } else if (value instanceof Collection<?> list) {
      escape(array(list));
    } else if (value instanceof ByteBuffer) {
      throw new IllegalArgumentException("no column holds bytes");
    } else {
      escape(Storable.text(value.toString()));
    }
    return this;
  }

  /** Ends the row and returns it with its line break; the next one may begin. */
  public String end() {
    String row = text.append('\n').toString();
    cancel();
    return row;
  }

  /** Forgets what was added since the last row. */
  public void cancel() {
    text.setLength(0);
    first = true;
  }

  /** As PostgreSQL reads it: ISO 8601 has signs for years that it has not. */
  private static String timestamp(Instant instant) {
    ZonedDateTime utc = instant.atZone(ZoneOffset.UTC);
    int year = utc.getYear();
    if (year > 0 && year <= 9_999) {
      return instant.toString();
    }
    String rest = utc.format(DateTimeFormatter.ofPattern("MM-dd HH:mm:ss.SSS", Locale.ROOT));
    return year > 0 ? "%d-%s+00".formatted(year, rest) : "%04d-%s+00 BC".formatted(1 - year, rest);
  }

  private static String array(Collection<?> list) throws UnstorableValueException {
    StringBuilder array = new StringBuilder("{");
    for (Object element : list) {
      if (array.length() > 1) {
        array.append(',');
      }
      array
          .append('"')
          .append(Storable.text(element.toString()).replace("\\", "\\\\").replace("\"", "\\\""))
          .append('"');
    }
    return array.append('}').toString();
  }

  private void escape(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '\\' -> text.append("\\\\");
        case '\t' -> text.append("\\t");
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        default -> text.append(c);
      }
    }
  }
}
