package dev.threeway.benchmarks.flink;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/** Pairs in the buffers of the second join. */
final class PairSerializer extends ValueSerializer<Pair> {
  static final PairSerializer INSTANCE = new PairSerializer();

  @Override
  public void serialize(Pair value, DataOutputView out) throws IOException {
    StringValue.writeString(value.txnId(), out);
    Binary.write(value.legs(), out);
  }

  @Override
  public Pair deserialize(DataInputView in) throws IOException {
    return new Pair(StringValue.readString(in), Binary.readLegs(in));
  }

  @Override
  public TypeSerializerSnapshot<Pair> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Made by Flink when it restores a job. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Pair> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
