package dev.threeway.benchmarks.flink;

import dev.threeway.schemas.records.BreakState;
import dev.threeway.schemas.records.BreakType;
import dev.threeway.schemas.records.Channel;
import dev.threeway.schemas.records.Resolution;
import dev.threeway.schemas.records.Severity;
import dev.threeway.schemas.records.Source;
import dev.threeway.schemas.records.TransactionStatus;
import dev.threeway.schemas.records.TransactionType;
import dev.threeway.topology.rules.Break;
import dev.threeway.topology.rules.Finding;
import dev.threeway.topology.rules.Leg;
import dev.threeway.topology.rules.Position;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/**
 * The compact binary form of what the rules work on, for Flink's serializers: no class names, no
 * field names, enums as one byte. The event id of a leg is left out: no rule reads it.
 */
final class RuleValues {
  private static final String NO_ID = "";
  private static final Source[] SOURCES = Source.values();
  private static final TransactionStatus[] STATUSES = TransactionStatus.values();
  private static final Channel[] CHANNELS = Channel.values();
  private static final TransactionType[] TYPES = TransactionType.values();
  private static final BreakType[] BREAKS = BreakType.values();
  private static final BreakState[] STATES = BreakState.values();
  private static final Severity[] SEVERITIES = Severity.values();
  private static final Resolution[] RESOLUTIONS = Resolution.values();

  private RuleValues() {}

  static void writeLeg(Leg leg, DataOutputView out) throws IOException {
    writeEnum(leg.source(), out);
    out.writeLong(leg.amount());
    writeText(leg.currency(), out);
    writeEnum(leg.status(), out);
    out.writeLong(leg.eventTime());
    writeText(leg.accountId(), out);
    writeText(leg.bankCode(), out);
    writeEnum(leg.channel(), out);
    writeEnum(leg.transactionType(), out);
    writeText(leg.referenceNumber(), out);
    writeText(leg.description(), out);
    out.writeShort(leg.position().partition());
    out.writeLong(leg.position().offset());
  }

  static Leg readLeg(DataInputView in) throws IOException {
    Source source = readEnum(SOURCES, in);
    return new Leg(
        source,
        NO_ID,
        in.readLong(),
        readText(in),
        readEnum(STATUSES, in),
        in.readLong(),
        readText(in),
        readText(in),
        readEnum(CHANNELS, in),
        readEnum(TYPES, in),
        readText(in),
        readText(in),
        new Position(source, in.readShort(), in.readLong()));
  }

  static void writeBreak(Break value, DataOutputView out) throws IOException {
    Finding finding = value.finding();
    writeEnum(finding.type(), out);
    writeEnum(finding.missingSource(), out);
    writeEnum(finding.severity(), out);
    writeText(finding.coreValue(), out);
    writeText(finding.gatewayValue(), out);
    writeText(finding.mobileValue(), out);
    out.writeByte(finding.deviating().size());
    for (Source source : finding.deviating()) {
      writeEnum(source, out);
    }
    out.writeLong(finding.amountAtRisk());
    writeText(finding.currency(), out);
    out.writeInt(value.version());
    writeEnum(value.state(), out);
    writeEnum(value.resolution(), out);
    out.writeLong(value.windowStart());
    out.writeLong(value.deadline());
    out.writeLong(value.detectedAt());
    out.writeLong(value.resolvedAt());
    writeText(value.ruleVersion(), out);
    out.writeByte(value.evidence().size());
    for (Position position : value.evidence()) {
      writeEnum(position.source(), out);
      out.writeShort(position.partition());
      out.writeLong(position.offset());
    }
  }

  static Break readBreak(DataInputView in) throws IOException {
    return new Break(
        readFinding(in),
        in.readInt(),
        readEnum(STATES, in),
        readEnum(RESOLUTIONS, in),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        readText(in),
        readEvidence(in));
  }

  private static Finding readFinding(DataInputView in) throws IOException {
    return new Finding(
        readEnum(BREAKS, in),
        readEnum(SOURCES, in),
        readEnum(SEVERITIES, in),
        readText(in),
        readText(in),
        readText(in),
        readSources(in),
        in.readLong(),
        readText(in));
  }

  private static List<Source> readSources(DataInputView in) throws IOException {
    int size = in.readByte();
    List<Source> sources = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      sources.add(readEnum(SOURCES, in));
    }
    return List.copyOf(sources);
  }

  private static List<Position> readEvidence(DataInputView in) throws IOException {
    int size = in.readByte();
    List<Position> evidence = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      evidence.add(new Position(readEnum(SOURCES, in), in.readShort(), in.readLong()));
    }
    return List.copyOf(evidence);
  }

  static void writeText(String text, DataOutputView out) throws IOException {
    StringValue.writeString(text, out);
  }

  static String readText(DataInputView in) throws IOException {
    return StringValue.readString(in);
  }

  static void writeEnum(Enum<?> value, DataOutputView out) throws IOException {
    out.writeByte(value == null ? 0 : value.ordinal() + 1);
  }

  static <E extends Enum<E>> E readEnum(E[] constants, DataInputView in) throws IOException {
    int ordinal = in.readByte();
    return ordinal == 0 ? null : constants[ordinal - 1];
  }
}
