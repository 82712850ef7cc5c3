package dev.threeway.benchmarks.flink;

import dev.threeway.schemas.records.GroupStatus;
import dev.threeway.schemas.records.Source;
import dev.threeway.topology.rules.Break;
import dev.threeway.topology.rules.Leg;
import dev.threeway.topology.rules.MatchGroup;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The keyed state: a match group without its deadline, which follows from its first event time. */
final class MatchGroupSerializer extends ValueSerializer<MatchGroup> {
  static final MatchGroupSerializer INSTANCE = new MatchGroupSerializer();

  private static final int CORE = 1;
  private static final int GATEWAY = 1 << 1;
  private static final int MOBILE = 1 << 2;
  private static final int DEADLINE_PASSED = 1 << 3;
  private static final GroupStatus[] STATUSES = GroupStatus.values();

  @Override
  public void serialize(MatchGroup group, DataOutputView out) throws IOException {
    RuleValues.writeText(group.txnId(), out);
    out.writeByte(
        (group.core() == null ? 0 : CORE)
            | (group.gateway() == null ? 0 : GATEWAY)
            | (group.mobile() == null ? 0 : MOBILE)
            | (group.deadlinePassed() ? DEADLINE_PASSED : 0));
    RuleValues.writeEnum(group.status(), out);
    out.writeInt(group.resultVersion());
    out.writeLong(group.firstEventTime());
    out.writeLong(group.deadline());
    writeLeg(group, Source.CORE, out);
    writeLeg(group, Source.GATEWAY, out);
    writeLeg(group, Source.MOBILE, out);
    out.writeByte(group.conflicts().size());
    for (Leg conflict : group.conflicts()) {
      RuleValues.writeLeg(conflict, out);
    }
    out.writeByte(group.breaks().size());
    for (Break each : group.breaks()) {
      RuleValues.writeBreak(each, out);
    }
  }

  private static void writeLeg(MatchGroup group, Source source, DataOutputView out)
      throws IOException {
    Leg leg = group.leg(source);
    if (leg != null) {
      RuleValues.writeLeg(leg, out);
    }
  }

  @Override
  public MatchGroup deserialize(DataInputView in) throws IOException {
    String txnId = RuleValues.readText(in);
    int flags = in.readByte();
    GroupStatus status = RuleValues.readEnum(STATUSES, in);
    int resultVersion = in.readInt();
    long firstEventTime = in.readLong();
    long deadline = in.readLong();
    Leg core = (flags & CORE) == 0 ? null : RuleValues.readLeg(in);
    Leg gateway = (flags & GATEWAY) == 0 ? null : RuleValues.readLeg(in);
    Leg mobile = (flags & MOBILE) == 0 ? null : RuleValues.readLeg(in);
    List<Leg> conflicts = new ArrayList<>(0);
    for (int left = in.readByte(); left > 0; left--) {
      conflicts.add(RuleValues.readLeg(in));
    }
    List<Break> breaks = new ArrayList<>(0);
    for (int left = in.readByte(); left > 0; left--) {
      breaks.add(RuleValues.readBreak(in));
    }
    return new MatchGroup(
        txnId,
        core,
        gateway,
        mobile,
        List.copyOf(conflicts),
        firstEventTime,
        deadline,
        (flags & DEADLINE_PASSED) != 0,
        status,
        resultVersion,
        List.copyOf(breaks));
  }

  @Override
  public TypeSerializerSnapshot<MatchGroup> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Made by Flink when it restores a job. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<MatchGroup> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
