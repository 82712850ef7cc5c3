package dev.threeway.queryapi.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What a record of the topic of anchors says: that a row had a hash.
 *
 * @param isRoot whether the chain begins with this row from here on, as those before it were pruned
 */
record Anchor(ChainHead head, boolean isRoot) {
  /** The key of every record: they lie on one partition, in order. */
  static final byte[] KEY = "audit_logs".getBytes(StandardCharsets.US_ASCII);

  private static final String ROOT = "root";
  private static final ObjectMapper JSON = new ObjectMapper();

  byte[] json(String instance, Instant at) {
    try {
      return JSON.writeValueAsBytes(
          JSON.createObjectNode()
              .put("sequence", head.sequence())
              .put("hash", head.hexHash())
              .put("anchored_at", at.toString())
              .put("instance", instance)
              .put(ROOT, isRoot));
    } catch (JsonProcessingException unwritable) {
      throw new IllegalStateException(unwritable);
    }
  }

  /** Empty if it is no anchor. */
  static Optional<Anchor> of(byte[] json) {
    try {
      JsonNode value = JSON.readTree(json == null ? new byte[0] : json);
      byte[] hash = HexFormat.of().parseHex(value.path("hash").asText());
      long sequence = value.path("sequence").asLong();
      return sequence > 0 && hash.length == ChainHash.LENGTH
          ? Optional.of(
              new Anchor(new ChainHead(sequence, hash), value.path(ROOT).asBoolean(false)))
          : Optional.empty();
    } catch (IOException | IllegalArgumentException notOurs) {
      return Optional.empty();
    }
  }
}
