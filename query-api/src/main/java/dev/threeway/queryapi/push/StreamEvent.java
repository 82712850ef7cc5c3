package dev.threeway.queryapi.push;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** An event of the log in memory. Its text is made once for all clients that may see the same. */
final class StreamEvent {
  /** The slot of an event that is no record of a topic. */
  static final int NO_SLOT = -1;

  private record Body(EventRenderer renderer, byte[] text, Body next) {}

  private final long sequence;
  private final EventKind kind;
  private final int slot;
  private final long offset;
  private final Object payload;
  private final long[] position;
  private final byte[] id;
  private volatile Body bodies;

  /**
   * An event.
   *
   * @param slot {@link #NO_SLOT} for an event that is no record of a topic
   * @param position the position of the log behind this event
   * @param id the same as {@link #idLine}
   */
  StreamEvent(
      long sequence,
      EventKind kind,
      int slot,
      long offset,
      Object payload,
      long[] position,
      byte[] id) {
    this.sequence = sequence;
    this.kind = kind;
    this.slot = slot;
    this.offset = offset;
    this.payload = payload;
    this.position = position;
    this.id = id;
  }

  long sequence() {
    return sequence;
  }

  int slot() {
    return slot;
  }

  long offset() {
    return offset;
  }

  /** Not to be changed. */
  long[] position() {
    return position;
  }

  boolean isRecord() {
    return slot != NO_SLOT;
  }

  boolean passes(StreamFilter filter) {
    return payload != null && filter.accepts(kind, payload);
  }

  /** The line with the log's position behind this event. */
  byte[] id() {
    return id;
  }

  /** Everything but the id, with the blank line at the end. */
  byte[] body(EventRenderer renderer) {
    Body known = bodies;
    for (Body each = known; each != null; each = each.next()) {
      if (each.renderer() == renderer) {
        return each.text();
      }
    }
    byte[] text = body(kind, renderer.render(payload));
    bodies = new Body(renderer, text, known);
    return text;
  }

  static byte[] body(EventKind kind, byte[] json) {
    ByteArrayOutputStream text = new ByteArrayOutputStream(json.length + 32);
    text.writeBytes(ascii("event: " + kind.wireName() + "\ndata: "));
    text.writeBytes(json);
    text.writeBytes(ascii("\n\n"));
    return text.toByteArray();
  }

  static byte[] idLine(StreamPosition position) {
    return ascii("id: " + position.text() + "\n");
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
