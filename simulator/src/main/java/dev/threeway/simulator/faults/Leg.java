package dev.threeway.simulator.faults;

import dev.threeway.schemas.records.Source;
import dev.threeway.schemas.records.TransactionEvent;
import dev.threeway.schemas.topics.Topics;
import java.util.Optional;

/**
 * A record on its way to a source's topic: a report, or something that only pretends to be one. It
 * must not be changed once its {@link Story} is told, and is then safe to share.
 */
public final class Leg {
  final String txnId;
  final Source source;
  String key;
  TransactionEvent event;
  byte[] bytes;
  long sendAt;

  /** Whether it has to be read before the deadline for the story to end as told. */
  boolean onTime = true;

  /** Whether the engine takes its event time into account before the deadline. */
  boolean counts = true;

  long sendBefore = Long.MAX_VALUE;

  Leg(Source source, TransactionEvent event, long sendAt) {
    this.txnId = event.getTxnId();
    this.source = source;
    this.key = event.getTxnId();
    this.event = event;
    this.sendAt = sendAt;
  }

  /** The transaction that the record belongs to, whatever its key and value say. */
  public String txnId() {
    return txnId;
  }

  /** The source that sends it. */
  public Source source() {
    return source;
  }

  /** Where it is sent. */
  public String topic() {
    return Topics.of(source);
  }

  /** The record key; empty for a record without one. */
  public Optional<String> key() {
    return Optional.ofNullable(key);
  }

  /** The report; empty if the value is raw bytes or null. */
  public Optional<TransactionEvent> event() {
    return Optional.ofNullable(event);
  }

  /** The value of a record that holds no report; empty if it holds one or its value is null. */
  public Optional<byte[]> bytes() {
    return Optional.ofNullable(bytes).map(byte[]::clone);
  }

  /** When it is to be sent, in milliseconds since the epoch. */
  public long sendAt() {
    return sendAt;
  }

  /**
   * Until when it has to be sent for the transaction to end as expected, in milliseconds since the
   * epoch; {@link Long#MAX_VALUE} if that does not matter.
   */
  public long sendBefore() {
    return sendBefore;
  }
}
