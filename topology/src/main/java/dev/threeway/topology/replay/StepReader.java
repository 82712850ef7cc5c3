package dev.threeway.topology.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.threeway.schemas.topics.Topics;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;

/** Reads the steps of a replay from lines of JSON, one at a time. Confined to one thread. */
final class StepReader {
  private static final ObjectReader JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .reader();

  private final BufferedReader lines;
  private final EventEncoder encoder;
  private long line;

  StepReader(BufferedReader lines, EventEncoder encoder) {
    this.lines = lines;
    this.encoder = encoder;
  }

  /**
   * The next step; null at the end of the input. Blank lines are passed over.
   *
   * @throws ReplayInputException if the line is no step
   */
  Step next() throws IOException {
    String text = lines.readLine();
    line++;
    while (text != null && text.isBlank()) {
      text = lines.readLine();
      line++;
    }
    return text == null ? null : parse(text);
  }

  /** How many lines have been read. */
  long line() {
    return line;
  }

  private Step parse(String text) {
    JsonNode json;
    try {
      json = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new ReplayInputException(line, "not JSON: " + e.getOriginalMessage(), e);
    }
    if (!json.isObject()) {
      throw new ReplayInputException(line, "not a JSON object", null);
    }
    return json.has("advance_clock_to")
        ? new Step.Advance(instant(json, "advance_clock_to"))
        : arrival(json);
  }

  private Step.Arrival arrival(JsonNode json) {
    String topic = json.path("topic").asText();
    if (!Topics.INPUTS.contains(topic)) {
      throw new ReplayInputException(
          line, "\"topic\" has to be one of %s".formatted(String.join(", ", Topics.INPUTS)), null);
    }
    JsonNode partition = json.path("partition");
    if (!partition.isMissingNode() && !(partition.canConvertToInt() && partition.asInt() >= 0)) {
      throw new ReplayInputException(line, "\"partition\" has to be a number from 0", null);
    }
    JsonNode key = json.path("key");
    return new Step.Arrival(
        instant(json, "arrival_time"),
        topic,
        partition.asInt(0),
        key.isMissingNode() || key.isNull() ? null : key.asText().getBytes(StandardCharsets.UTF_8),
        value(json, topic));
  }

  private byte[] value(JsonNode json, String topic) {
    if (json.has("value_base64")) {
      try {
        return Base64.getDecoder().decode(json.get("value_base64").asText());
      } catch (IllegalArgumentException e) {
        throw new ReplayInputException(line, "\"value_base64\" is not Base64", e);
      }
    }
    return encoder.encode(topic, json.path("value"));
  }

  private Instant instant(JsonNode json, String field) {
    JsonNode value = json.path(field);
    try {
      return OffsetDateTime.parse(value.asText()).toInstant();
    } catch (DateTimeException e) {
      throw new ReplayInputException(
          line, "\"%s\" has to be a time such as 2026-03-01T09:00:00.000Z".formatted(field), e);
    }
  }
}
