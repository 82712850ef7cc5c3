package dev.threeway.topology.join;

import dev.threeway.schemas.records.BreakState;
import dev.threeway.schemas.records.BreakType;
import dev.threeway.schemas.records.Resolution;
import dev.threeway.schemas.records.Severity;
import dev.threeway.schemas.records.Source;
import dev.threeway.topology.rules.Break;
import dev.threeway.topology.rules.Finding;
import dev.threeway.topology.rules.Position;
import java.util.ArrayList;
import java.util.List;

/** A break inside the binary value of a match group or of the index of open breaks. */
final class BreakCodec {
  private static final BreakType[] TYPES = BreakType.values();
  private static final Source[] SOURCES = Source.values();
  private static final Severity[] SEVERITIES = Severity.values();
  private static final BreakState[] STATES = BreakState.values();
  private static final Resolution[] RESOLUTIONS = Resolution.values();

  private BreakCodec() {}

  static void write(Break value, BinaryOutput out) {
    Finding finding = value.finding();
    out.writeEnum(finding.type());
    out.writeEnum(finding.missingSource());
    out.writeEnum(finding.severity());
    out.writeNullable(finding.coreValue());
    out.writeNullable(finding.gatewayValue());
    out.writeNullable(finding.mobileValue());
    out.writeByte(finding.deviating().size());
    for (Source source : finding.deviating()) {
      out.writeEnum(source);
    }
    out.writeVarLong(finding.amountAtRisk());
    out.writeString(finding.currency());
    out.writeVarLong(value.version());
    out.writeEnum(value.state());
    out.writeEnum(value.resolution());
    out.writeSigned(value.windowStart());
    out.writeSigned(value.deadline());
    out.writeSigned(value.detectedAt());
    out.writeSigned(value.resolvedAt());
    out.writeString(value.ruleVersion());
    out.writeByte(value.evidence().size());
    for (Position position : value.evidence()) {
      out.writeEnum(position.source());
      out.writeVarLong(position.partition());
      out.writeVarLong(position.offset());
    }
  }

  static Break read(BinaryInput in) {
    BreakType type = in.readEnum(TYPES);
    Source missing = in.readEnum(SOURCES);
    Severity severity = in.readEnum(SEVERITIES);
    String core = in.readNullable();
    String gateway = in.readNullable();
    String mobile = in.readNullable();
    List<Source> deviating = new ArrayList<>();
    for (int left = in.readByte(); left > 0; left--) {
      deviating.add(in.readEnum(SOURCES));
    }
    Finding finding =
        new Finding(
            type,
            missing,
            severity,
            core,
            gateway,
            mobile,
            List.copyOf(deviating),
            in.readVarLong(),
            in.readString());
    return new Break(
        finding,
        in.readVarInt(),
        in.readEnum(STATES),
        in.readEnum(RESOLUTIONS),
        in.readSigned(),
        in.readSigned(),
        in.readSigned(),
        in.readSigned(),
        in.readString(),
        readEvidence(in));
  }

  private static List<Position> readEvidence(BinaryInput in) {
    List<Position> evidence = new ArrayList<>();
    for (int left = in.readByte(); left > 0; left--) {
      evidence.add(new Position(in.readEnum(SOURCES), in.readVarInt(), in.readVarLong()));
    }
    return List.copyOf(evidence);
  }
}
