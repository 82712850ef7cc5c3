package dev.threeway.schemas.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The head of a frame: magic byte 0 and the schema's id. */
final class WireFormat {
  static final byte MAGIC = 0;
  static final int HEADER_LENGTH = 5;

  private static final VarHandle BIG_ENDIAN_INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private WireFormat() {}

  static void putSchemaId(byte[] frame, int schemaId) {
    BIG_ENDIAN_INT.set(frame, 1, schemaId);
  }

  static int schemaId(byte[] bytes, int frameOffset) {
    return (int) BIG_ENDIAN_INT.get(bytes, frameOffset + 1);
  }

  /** The subject of a topic's keys or values, as TopicNameStrategy names it. */
  static String subject(String topic, boolean isKey) {
    return topic + (isKey ? "-key" : "-value");
  }
}
