package dev.threeway.benchmarks.flink;

import dev.threeway.benchmarks.verdict.LegReports;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The keyed state: what has been reported of a transaction. */
final class LegReportsSerializer extends ValueSerializer<LegReports> {
  static final LegReportsSerializer INSTANCE = new LegReportsSerializer();

  @Override
  public void serialize(LegReports value, DataOutputView out) throws IOException {
    Binary.write(value, out);
  }

  @Override
  public LegReports deserialize(DataInputView in) throws IOException {
    return Binary.readLegs(in);
  }

  @Override
  public TypeSerializerSnapshot<LegReports> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Made by Flink when it restores a job. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<LegReports> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
