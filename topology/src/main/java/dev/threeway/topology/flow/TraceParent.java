package dev.threeway.topology.flow;

import dev.threeway.topology.join.TraceHeader;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * W3C Trace Context in the headers of records: what is published belongs to the trace of the record
 * that led to it. Where there is none, as at a deadline, the ids follow from the transaction and
 * the record, so that all records of a transaction are one trace.
 */
final class TraceParent {
  private static final int LENGTH = 55;
  private static final int TRACE_AT = 3;
  private static final int SPAN_AT = 36;
  private static final int FLAGS_AT = 53;
  private static final int ID_DIGITS = 16;
  private static final long FIRST_SEED = 0x9E3779B97F4A7C15L;
  private static final long SECOND_SEED = 0xD1B54A32D192ED03L;
  private static final long SPAN_SEED = 0x8CB92BA72F3D8DD7L;
  private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  // Nobody has decided to record these traces.
  private static final byte[] NOT_SAMPLED =
      "00-00000000000000000000000000000000-0000000000000000-00".getBytes(StandardCharsets.US_ASCII);

  private TraceParent() {}

  /** The header's value if it is a valid one of version 00; else null. */
  static byte[] of(Headers headers) {
    Header header = headers.lastHeader(TraceHeader.NAME);
    return header != null && isValid(header.value()) ? header.value() : null;
  }

  /**
   * The value for a record.
   *
   * @param parent of the record that led to it, from {@link #of}; null if there is none
   * @param trace names the trace if there is no parent
   * @param span names the record
   */
  static byte[] child(byte[] parent, byte[] trace, byte[] span) {
    byte[] child = (parent == null ? NOT_SAMPLED : parent).clone();
    if (parent == null) {
      write(hash(trace, FIRST_SEED), child, TRACE_AT);
      write(hash(trace, SECOND_SEED), child, TRACE_AT + ID_DIGITS);
    }
    write(hash(span, SPAN_SEED), child, SPAN_AT);
    return child;
  }

  private static boolean isValid(byte[] value) {
    if (value == null || value.length != LENGTH || value[0] != '0' || value[1] != '0') {
      return false;
    }
    return value[TRACE_AT - 1] == '-'
        && value[SPAN_AT - 1] == '-'
        && value[FLAGS_AT - 1] == '-'
        && isId(value, TRACE_AT, SPAN_AT - 1)
        && isId(value, SPAN_AT, FLAGS_AT - 1)
        && isHex(value[FLAGS_AT])
        && isHex(value[FLAGS_AT + 1]);
  }

  /** Nothing but zeros is no id. */
  private static boolean isId(byte[] value, int from, int to) {
    boolean zero = true;
    for (int i = from; i < to; i++) {
      if (!isHex(value[i])) {
        return false;
      }
      zero &= value[i] == '0';
    }
    return !zero;
  }

  private static boolean isHex(byte digit) {
    return (digit >= '0' && digit <= '9') || (digit >= 'a' && digit <= 'f');
  }

  private static void write(long id, byte[] target, int at) {
    for (int i = 0; i < ID_DIGITS; i++) {
      target[at + i] = DIGITS[(int) (id >>> (60 - 4 * i)) & 0xf];
    }
  }

  /** FNV-1a with the finalizer of SplitMix64; never 0, which is no id. */
  private static long hash(byte[] bytes, long seed) {
    long hash = seed;
    for (byte b : bytes) {
      hash = (hash ^ (b & 0xff)) * 0x100000001B3L;
    }
    hash = (hash ^ (hash >>> 30)) * 0xBF58476D1CE4E5B9L;
    hash = (hash ^ (hash >>> 27)) * 0x94D049BB133111EBL;
    hash ^= hash >>> 31;
    return hash == 0 ? 1 : hash;
  }
}
