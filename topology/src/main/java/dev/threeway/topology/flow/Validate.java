package dev.threeway.topology.flow;

import dev.threeway.schemas.records.Source;
import dev.threeway.schemas.records.TransactionEvent;
import dev.threeway.topology.join.JoinInput;
import dev.threeway.topology.rules.Leg;
import dev.threeway.topology.rules.Money;
import dev.threeway.topology.rules.Position;
import dev.threeway.topology.rules.Rejection;
import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Turns each record of one source's topic into a leg, or into the reason why it is none. */
final class Validate extends ContextualFixedKeyProcessor<byte[], ReceivedLeg, JoinInput> {
  private final Source source;
  private final PartitionNumbering partitions;

  Validate(Source source, PartitionNumbering partitions) {
    this.source = source;
    this.partitions = partitions;
  }

  @Override
  public void process(FixedKeyRecord<byte[], ReceivedLeg> record) {
    ReceivedLeg received = record.value();
    Position position = position();
    Rejection rejection = LegValidation.judge(source, record.key(), received);
    JoinInput input =
        rejection == null
            ? JoinInput.of(
                received.bytes(), received.event().getTxnId(), leg(received.event(), position))
            : JoinInput.rejected(position, received.bytes(), rejection);
    context().forward(record.withValue(input));
  }

  private Position position() {
    RecordMetadata metadata =
        context()
            .recordMetadata()
            .orElseThrow(() -> new IllegalStateException("a leg without a position"));
    return new Position(source, partitions.of(metadata.partition()), metadata.offset());
  }

  private static Leg leg(TransactionEvent event, Position position) {
    return new Leg(
        event.getSource(),
        event.getEventId(),
        Money.toUnits(event.getAmount()),
        event.getCurrency(),
        event.getStatus(),
        event.getEventTime().toEpochMilli(),
        event.getAccountId(),
        event.getBankCode(),
        event.getChannel(),
        event.getTransactionType(),
        event.getReferenceNumber(),
        event.getDescription(),
        position);
  }
}
