package dev.threeway.benchmarks.flink;

import dev.threeway.benchmarks.verdict.LegReport;
import dev.threeway.benchmarks.verdict.LegReports;
import dev.threeway.schemas.records.Source;
import dev.threeway.schemas.records.TransactionStatus;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/** The compact binary form of reports, for Flink's serializers: no names, enums as one byte. */
final class Binary {
  private static final int CORE = 1;
  private static final int GATEWAY = 1 << 1;
  private static final int MOBILE = 1 << 2;
  private static final Source[] SOURCES = Source.values();
  private static final TransactionStatus[] STATUSES = TransactionStatus.values();

  private Binary() {}

  static void write(LegReport leg, DataOutputView out) throws IOException {
    out.writeByte(leg.source().ordinal());
    out.writeLong(leg.amount());
    StringValue.writeString(leg.currency(), out);
    out.writeByte(leg.status().ordinal());
    out.writeLong(leg.eventTime());
    StringValue.writeString(leg.accountId(), out);
  }

  static LegReport readLeg(DataInputView in) throws IOException {
    return new LegReport(
        SOURCES[in.readByte()],
        in.readLong(),
        StringValue.readString(in),
        STATUSES[in.readByte()],
        in.readLong(),
        StringValue.readString(in));
  }

  static void write(LegReports legs, DataOutputView out) throws IOException {
    out.writeByte(
        (legs.core() == null ? 0 : CORE)
            | (legs.gateway() == null ? 0 : GATEWAY)
            | (legs.mobile() == null ? 0 : MOBILE));
    if (legs.core() != null) {
      write(legs.core(), out);
    }
    if (legs.gateway() != null) {
      write(legs.gateway(), out);
    }
    if (legs.mobile() != null) {
      write(legs.mobile(), out);
    }
  }

  static LegReports readLegs(DataInputView in) throws IOException {
    int present = in.readByte();
    return new LegReports(
        (present & CORE) == 0 ? null : readLeg(in),
        (present & GATEWAY) == 0 ? null : readLeg(in),
        (present & MOBILE) == 0 ? null : readLeg(in));
  }
}
