package dev.threeway.queryapi.audit;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The one way to write an event as bytes, for the local queue and for the hash: the time in ms
 * since 1970 (8 bytes), the id (16 bytes), user, subject, the number of roles (4 bytes) and each
 * role, action, resource, outcome, address, trace id, detail. A text is its length in bytes (4
 * bytes, -1 for null) and its UTF-8, so that no two events have the same bytes.
 */
final class EventCodec {
  private static final int ABSENT = -1;
  private static final int USUAL_SIZE = 256;

  private EventCodec() {}

  static byte[] encode(AuditEvent event) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_SIZE);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeLong(event.at().toEpochMilli());
      out.writeLong(event.id().getMostSignificantBits());
      out.writeLong(event.id().getLeastSignificantBits());
      write(out, event.user());
      write(out, event.subject());
      out.writeInt(event.roles().size());
      for (String role : event.roles()) {
        write(out, role);
      }
      write(out, event.action());
      write(out, event.resource());
      write(out, event.outcome());
      write(out, event.address());
      write(out, event.traceId());
      write(out, event.detail());
    } catch (IOException notInMemory) {
      throw new UncheckedIOException(notInMemory);
    }
    return bytes.toByteArray();
  }

  static AuditEvent decode(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      Instant at = Instant.ofEpochMilli(in.readLong());
      UUID id = new UUID(in.readLong(), in.readLong());
      String user = read(in);
      String subject = read(in);
      List<String> roles = new ArrayList<>();
      for (int left = in.readInt(); left > 0; left--) {
        roles.add(read(in));
      }
      return new AuditEvent(
          id, at, user, subject, roles, read(in), read(in), read(in), read(in), read(in), read(in));
    } catch (IOException cutOff) {
      throw new UncheckedIOException("not an event", cutOff);
    }
  }

  private static void write(DataOutputStream out, String text) throws IOException {
    if (text == null) {
      out.writeInt(ABSENT);
      return;
    }
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(utf8.length);
    out.write(utf8);
  }

  private static String read(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length == ABSENT) {
      return null;
    }
    byte[] utf8 = in.readNBytes(length);
    if (utf8.length != length) {
      throw new IOException("cut off");
    }
    return new String(utf8, StandardCharsets.UTF_8);
  }
}
