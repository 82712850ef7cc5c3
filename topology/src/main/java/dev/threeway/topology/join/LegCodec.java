package dev.threeway.topology.join;

import dev.threeway.schemas.records.Channel;
import dev.threeway.schemas.records.Source;
import dev.threeway.schemas.records.TransactionStatus;
import dev.threeway.schemas.records.TransactionType;
import dev.threeway.topology.rules.Leg;
import dev.threeway.topology.rules.Position;

/** A leg inside the binary value of a match group. */
final class LegCodec {
  private static final Source[] SOURCES = Source.values();
  private static final TransactionStatus[] STATUSES = TransactionStatus.values();
  private static final Channel[] CHANNELS = Channel.values();
  private static final TransactionType[] TYPES = TransactionType.values();

  private LegCodec() {}

  static void write(Leg leg, long baseTime, BinaryOutput out) {
    out.writeEnum(leg.source());
    out.writeString(leg.eventId());
    out.writeVarLong(leg.amount());
    out.writeString(leg.currency());
    out.writeEnum(leg.status());
    out.writeSigned(leg.eventTime() - baseTime);
    out.writeString(leg.accountId());
    out.writeNullable(leg.bankCode());
    out.writeEnum(leg.channel());
    out.writeEnum(leg.transactionType());
    out.writeNullable(leg.referenceNumber());
    out.writeNullable(leg.description());
    out.writeVarLong(leg.position().partition());
    out.writeVarLong(leg.position().offset());
  }

  static Leg read(BinaryInput in, long baseTime) {
    Source source = in.readEnum(SOURCES);
    return new Leg(
        source,
        in.readString(),
        in.readVarLong(),
        in.readString(),
        in.readEnum(STATUSES),
        baseTime + in.readSigned(),
        in.readString(),
        in.readNullable(),
        in.readEnum(CHANNELS),
        in.readEnum(TYPES),
        in.readNullable(),
        in.readNullable(),
        new Position(source, in.readVarInt(), in.readVarLong()));
  }
}
