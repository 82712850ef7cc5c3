package dev.threeway.benchmarks.flink;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/** Legs between the source and the operator that owns them, and in the buffers of a join. */
final class ReceivedSerializer extends ValueSerializer<Received> {
  static final ReceivedSerializer INSTANCE = new ReceivedSerializer();

  @Override
  public void serialize(Received value, DataOutputView out) throws IOException {
    StringValue.writeString(value.txnId(), out);
    Binary.write(value.leg(), out);
  }

  @Override
  public Received deserialize(DataInputView in) throws IOException {
    return new Received(StringValue.readString(in), Binary.readLeg(in));
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
