package dev.threeway.queryapi.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;

/** How values look on the wire: snake_case names, absent instead of null, times in RFC 3339. */
final class Json {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();
  private static final DateTimeFormatter TIMES =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

  private Json() {}

  static byte[] bytes(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  /** A value as the object that {@link #bytes} would write. */
  static ObjectNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }

  /**
   * Reads what another instance wrote with {@link #bytes}; what is missing or unknown is an error.
   *
   * @throws IOException if it is anything else
   */
  static <T> T read(byte[] json, Class<T> type) throws IOException {
    return MAPPER.readValue(json, type);
  }

  /** What reads a document piece by piece. */
  static JsonParser parser(byte[] json) throws IOException {
    return MAPPER.createParser(json);
  }

  /** Reads a value inside a document, as {@link #read} does. */
  static <T> T part(JsonParser in, Class<T> type) throws IOException {
    return MAPPER
        .readerFor(type)
        .without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .readValue(in);
  }

  /** Milliseconds since the epoch as RFC 3339 in UTC, always with three decimals. */
  static String time(long millis) {
    return TIMES.format(Instant.ofEpochMilli(millis));
  }

  /**
   * The milliseconds since the epoch of a time that {@link #time} wrote.
   *
   * @throws java.time.DateTimeException if it is none
   */
  static long millis(String time) {
    return TIMES.parse(time, Instant::from).toEpochMilli();
  }
}
