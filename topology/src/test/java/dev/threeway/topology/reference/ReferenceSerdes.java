package dev.threeway.topology.reference;

import dev.threeway.schemas.records.TransactionEvent;
import dev.threeway.schemas.wire.AvroSerde;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** How the reference reads legs and stores what it has joined. Its serdes are thread-safe. */
final class ReferenceSerdes {
  private ReferenceSerdes() {}

  /** Legs in Confluent's wire format; the threads of a topology share a serde, so each has one. */
  static Serde<TransactionEvent> legs(Map<String, ?> registry) {
    ThreadLocal<AvroSerde<TransactionEvent>> serde =
        ThreadLocal.withInitial(() -> AvroSerde.ofValues(TransactionEvent.class, registry));
    return Serdes.serdeFrom(
        (topic, leg) -> serde.get().serializer().serialize(topic, leg),
        (topic, bytes) -> serde.get().deserializer().deserialize(topic, bytes));
  }

  /** Up to three legs, each after its length; a length of 0 for a leg that is not there. */
  static Serde<ReportedLegs> reportedLegs(Serde<TransactionEvent> legs) {
    return Serdes.serdeFrom(
        (topic, value) -> value == null ? null : write(topic, value, legs),
        (topic, bytes) -> bytes == null ? null : read(topic, ByteBuffer.wrap(bytes), legs));
  }

  private static byte[] write(String topic, ReportedLegs value, Serde<TransactionEvent> legs) {
    List<byte[]> encoded =
        List.of(
            encode(topic, value.core(), legs),
            encode(topic, value.gateway(), legs),
            encode(topic, value.mobile(), legs));
    int length = encoded.stream().mapToInt(leg -> Integer.BYTES + leg.length).sum();
    ByteBuffer out = ByteBuffer.allocate(length);
    encoded.forEach(leg -> out.putInt(leg.length).put(leg));
    return out.array();
  }

  private static byte[] encode(String topic, TransactionEvent leg, Serde<TransactionEvent> legs) {
    return leg == null ? new byte[0] : legs.serializer().serialize(topic, leg);
  }

  private static ReportedLegs read(String topic, ByteBuffer in, Serde<TransactionEvent> legs) {
    return new ReportedLegs(
        decode(topic, in, legs), decode(topic, in, legs), decode(topic, in, legs));
  }

  private static TransactionEvent decode(
      String topic, ByteBuffer in, Serde<TransactionEvent> legs) {
    byte[] leg = new byte[in.getInt()];
    in.get(leg);
    return leg.length == 0 ? null : legs.deserializer().deserialize(topic, leg);
  }
}
