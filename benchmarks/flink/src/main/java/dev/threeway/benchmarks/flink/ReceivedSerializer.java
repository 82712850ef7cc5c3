package dev.threeway.benchmarks.flink;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Legs between the source and the operator that owns them, and in the buffers of a join. */
final class ReceivedSerializer extends ValueSerializer<Received> {
  static final ReceivedSerializer INSTANCE = new ReceivedSerializer();

  @Override
  public void serialize(Received received, DataOutputView out) throws IOException {
    RuleValues.writeText(received.txnId(), out);
    RuleValues.writeLeg(received.leg(), out);
  }

  @Override
  public Received deserialize(DataInputView in) throws IOException {
    return new Received(RuleValues.readText(in), RuleValues.readLeg(in));
  }

  @Override
  public TypeSerializerSnapshot<Received> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Made by Flink when it restores a job. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Received> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
