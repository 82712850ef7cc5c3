package dev.threeway.queryapi.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import dev.threeway.topology.join.OpenBreakKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.UUID;
import org.apache.kafka.common.utils.Bytes;

/**
 * A break in a list, and where it stands there. What a peer has written is passed on as it came: to
 * read and write it again would cost more than everything else that is done for a list.
 */
@JsonSerialize(using = ListedBreak.Writer.class)
final class ListedBreak {
  private static final String MISMATCH_ID = "mismatch_id";
  private static final String DETECTED_AT = "detected_at";

  private final Bytes position;
  private final BreakView view;
  private final String json;

  private ListedBreak(Bytes position, BreakView view, String json) {
    this.position = position;
    this.view = view;
    this.json = json;
  }

  /** One that this instance has read. */
  static ListedBreak of(BreakView view, long detectedAt) {
    return new ListedBreak(
        OpenBreakKey.of(detectedAt, UUID.fromString(view.mismatchId())), view, null);
  }

  /**
   * One that a peer has written.
   *
   * @param in on the first token of it; on its last when this returns
   * @param content what is parsed
   * @throws IOException if it cannot be put in its place
   */
  static ListedBreak read(JsonParser in, byte[] content) throws IOException {
    if (in.currentToken() != JsonToken.START_OBJECT) {
      throw new IOException("an item of its list is no object");
    }
    int begin = Math.toIntExact(in.currentTokenLocation().getByteOffset());
    String id = null;
    String detectedAt = null;
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String field = in.currentName();
      in.nextToken();
      if (field.equals(MISMATCH_ID)) {
        id = in.getText();
      } else if (field.equals(DETECTED_AT)) {
        detectedAt = in.getText();
      } else {
        in.skipChildren();
      }
    }
    int end = Math.toIntExact(in.currentLocation().getByteOffset());
    return new ListedBreak(
        position(id, detectedAt),
        null,
        new String(content, begin, end - begin, StandardCharsets.UTF_8));
  }

  private static Bytes position(String id, String detectedAt) throws IOException {
    if (id == null || detectedAt == null) {
      throw new IOException("an item of its list lacks an id or a time");
    }
    try {
      return OpenBreakKey.of(Json.millis(detectedAt), UUID.fromString(id));
    } catch (IllegalArgumentException | DateTimeException notOurs) {
      throw new IOException("an item of its list has no valid id or time", notOurs);
    }
  }

  Bytes position() {
    return position;
  }

  /** Writes it as it is, or was. */
  static final class Writer extends JsonSerializer<ListedBreak> {
    @Override
    public void serialize(ListedBreak item, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      if (item.json == null) {
        out.writePOJO(item.view);
      } else {
        out.writeRawValue(item.json);
      }
    }
  }
}
