package dev.threeway.topology.join;

import dev.threeway.schemas.records.GroupStatus;
import dev.threeway.topology.rules.Break;
import dev.threeway.topology.rules.Leg;
import dev.threeway.topology.rules.MatchGroup;
import java.util.ArrayList;
import java.util.List;

/**
 * The values of {@link Keyspace#MATCH_GROUPS}: a format byte, then the group without its txn_id,
 * which is the key. Thread-safe.
 */
public final class MatchGroupCodec {
  private static final byte FORMAT = 1;
  private static final int TYPICAL_LENGTH = 384;
  private static final int CORE = 1;
  private static final int GATEWAY = 1 << 1;
  private static final int MOBILE = 1 << 2;
  private static final int DEADLINE_PASSED = 1 << 3;
  private static final int SETTLED = 1 << 4;
  private static final GroupStatus[] STATUSES = GroupStatus.values();

  private MatchGroupCodec() {}

  /** The value to store. */
  public static byte[] encode(MatchGroup group) {
    BinaryOutput out = new BinaryOutput(TYPICAL_LENGTH);
    out.writeByte(FORMAT);
    out.writeByte(
        flag(group.core() != null, CORE)
            | flag(group.gateway() != null, GATEWAY)
            | flag(group.mobile() != null, MOBILE)
            | flag(group.deadlinePassed(), DEADLINE_PASSED)
            | flag(group.isSettled(), SETTLED));
    out.writeEnum(group.status());
    out.writeVarLong(group.resultVersion());
    out.writeSigned(group.firstEventTime());
    out.writeVarLong(group.deadline() - group.firstEventTime());
    for (Leg leg : group.legs()) {
      LegCodec.write(leg, group.firstEventTime(), out);
    }
    out.writeByte(group.conflicts().size());
    for (Leg conflict : group.conflicts()) {
      LegCodec.write(conflict, group.firstEventTime(), out);
    }
    out.writeByte(group.breaks().size());
    for (Break each : group.breaks()) {
      BreakCodec.write(each, out);
    }
    return out.toByteArray();
  }

  /**
   * Reads a value of the store.
   *
   * @param txnId the key under which it was found
   * @throws IncompatibleStateException if it was written in a format that this version does not
   *     know
   */
  public static MatchGroup decode(String txnId, byte[] value) {
    BinaryInput in = new BinaryInput(value);
    requireFormat(in.readByte());
    int flags = in.readByte();
    GroupStatus status = in.readEnum(STATUSES);
    int resultVersion = in.readVarInt();
    long first = in.readSigned();
    long deadline = first + in.readVarLong();
    Leg core = (flags & CORE) == 0 ? null : LegCodec.read(in, first);
    Leg gateway = (flags & GATEWAY) == 0 ? null : LegCodec.read(in, first);
    Leg mobile = (flags & MOBILE) == 0 ? null : LegCodec.read(in, first);
    List<Leg> conflicts = new ArrayList<>(0);
    for (int left = in.readByte(); left > 0; left--) {
      conflicts.add(LegCodec.read(in, first));
    }
    List<Break> breaks = new ArrayList<>(0);
    for (int left = in.readByte(); left > 0; left--) {
      breaks.add(BreakCodec.read(in));
    }
    return new MatchGroup(
        txnId,
        core,
        gateway,
        mobile,
        List.copyOf(conflicts),
        first,
        deadline,
        (flags & DEADLINE_PASSED) != 0,
        status,
        resultVersion,
        List.copyOf(breaks));
  }

  /** Whether the deadline of an encoded group can change nothing, without decoding it. */
  public static boolean isSettled(byte[] value) {
    requireFormat(value[0]);
    return (value[1] & SETTLED) != 0;
  }

  private static void requireFormat(int format) {
    if (format != FORMAT) {
      throw new IncompatibleStateException(
          "a match group is stored in format %d, this version reads format %d"
              .formatted(format, FORMAT));
    }
  }

  private static int flag(boolean set, int bit) {
    return set ? bit : 0;
  }
}
