package dev.threeway.benchmarks.flink;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/** Verdicts between an operator and the sink; they are chained, so that nothing is written. */
final class TransactionVerdictSerializer extends ValueSerializer<TransactionVerdict> {
  static final TransactionVerdictSerializer INSTANCE = new TransactionVerdictSerializer();

  @Override
  public void serialize(TransactionVerdict value, DataOutputView out) throws IOException {
    StringValue.writeString(value.txnId(), out);
    StringValue.writeString(value.verdict(), out);
  }

  @Override
  public TransactionVerdict deserialize(DataInputView in) throws IOException {
    return new TransactionVerdict(StringValue.readString(in), StringValue.readString(in));
  }

  @Override
  public TypeSerializerSnapshot<TransactionVerdict> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Made by Flink when it restores a job. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<TransactionVerdict> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
