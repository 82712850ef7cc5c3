package dev.threeway.topology.oracle;

import dev.threeway.schemas.records.Source;
import dev.threeway.schemas.records.TransactionEvent;
import dev.threeway.schemas.records.TransactionStatus;
import dev.threeway.schemas.topics.Topics;
import dev.threeway.schemas.wire.AvroSerializer;
import dev.threeway.topology.oracle.Move.Anchor;
import dev.threeway.topology.oracle.Move.Content;
import dev.threeway.topology.oracle.Move.Fault;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes the records of a history out of moves. */
final class Histories {
  private static final AvroSerializer<TransactionEvent> SERIALIZER = serializer();

  /** After it, a leg that is on time finds no group that came before. */
  private static final long SILENCE =
      OracleRules.SHORT.memory() + OracleRules.SHORT.futureSkew().toMillis();

  private final int partitions;
  private final List<Arrival> arrivals = new ArrayList<>();
  private final Map<Integer, Long> births = new HashMap<>();
  private long now;
  private long newest;
  private long firstMove;

  private Histories(int partitions, long start) {
    this.partitions = partitions;
    this.now = start;
    this.newest = start;
  }

  static History of(Script script, long start) {
    Histories made = new Histories(script.partitions(), start);
    if (script.rested()) {
      made.addToAll(Outcome.REST + start);
      made.now += SILENCE;
      made.addToAll("T-first");
      made.now += SILENCE;
    }
    made.firstMove = made.now;
    script.moves().forEach(made::add);
    if (script.whole()) {
      made.now = made.nextSecond() + SILENCE;
      made.addToAll("T-last");
    }
    long toTheLastDeadline = OracleRules.SHORT.patience() + 2_000;
    return new History(start, List.copyOf(made.arrivals), made.nextSecond() + toTheLastDeadline);
  }

  /** A leg of this transaction, on time, on each partition. */
  private void addToAll(String txnId) {
    Content content = new Content("1.00", "USD", TransactionStatus.SUCCESS, "ACC-1", "");
    for (int partition = 0; partition < partitions; partition++) {
      add(partition, Source.CORE, event("E", txnId, Source.CORE, now, content), Set.of());
    }
  }

  private long nextSecond() {
    return (now / 1_000 + 1) * 1_000;
  }

  private void add(Move move) {
    now += move.gap();
    births.putIfAbsent(move.transaction(), now);
    if (move.repeat() > 0 && move.repeat() <= arrivals.size()) {
      arrivals.add(repeated(arrivals.get(arrivals.size() - move.repeat()), move));
      return;
    }
    long anchor =
        switch (move.anchor()) {
          case START -> firstMove;
          case BIRTH -> births.get(move.transaction());
          case NOW -> now;
          case NEWEST -> newest;
        };
    long eventTime = anchor + move.shift();
    TransactionEvent event =
        event(
            "E" + arrivals.size(),
            "T" + move.transaction(),
            move.source(),
            eventTime,
            move.content());
    if (move.faults().isEmpty() && eventTime <= now + OracleRules.SHORT.futureSkew().toMillis()) {
      newest = Math.max(newest, eventTime);
    }
    add(move.transaction() % partitions, move.source(), event, move.faults());
  }

  private Arrival repeated(Arrival original, Move move) {
    if (original.event() == null) {
      return original.at(now, offset(original.partition(), original.topic()));
    }
    TransactionEvent event = Reports.copy(original.event());
    event.setEventId("E" + arrivals.size());
    if (move.anchor() == Anchor.NOW) {
      event.setStatus(move.content().status());
      event.setEventTime(event.getEventTime().plusMillis(Math.max(0, move.shift())));
    }
    if (move.anchor() == Anchor.NEWEST) {
      event.setStatus(TransactionStatus.PENDING);
      event.setEventTime(event.getEventTime().minusMillis(1));
    }
    return new Arrival(
        now,
        original.topic(),
        original.partition(),
        offset(original.partition(), original.topic()),
        original.key(),
        encode(original.topic(), event),
        event);
  }

  private static TransactionEvent event(
      String eventId, String txnId, Source source, long eventTime, Content content) {
    int decimals = Validity.DECIMALS.get(content.currency());
    BigDecimal amount =
        new BigDecimal(content.amount()).setScale(decimals, java.math.RoundingMode.DOWN);
    return TransactionEvent.newBuilder()
        .setEventId(eventId)
        .setTxnId(txnId)
        .setSource(source)
        .setAmount(amount.setScale(4))
        .setCurrency(content.currency())
        .setStatus(content.status())
        .setEventTime(Instant.ofEpochMilli(eventTime))
        .setAccountId(content.account())
        .setDescription(content.text().isEmpty() ? null : content.text())
        .build();
  }

  private void add(int partition, Source topic, TransactionEvent valid, Set<Fault> faults) {
    TransactionEvent event = Reports.copy(valid);
    faults.forEach(fault -> spoil(event, fault));
    byte[] key = utf8(faults.contains(Fault.OTHER_KEY) ? "other" : event.getTxnId());
    byte[] whole = encode(topic, event);
    byte[] spoilt = spoil(whole, faults);
    arrivals.add(
        new Arrival(
            now,
            topic,
            partition,
            offset(partition, topic),
            faults.contains(Fault.NO_KEY) ? null : key,
            spoilt,
            spoilt == whole ? event : null));
  }

  private long offset(int partition, Source topic) {
    return arrivals.stream()
        .filter(arrival -> arrival.partition() == partition && arrival.topic() == topic)
        .count();
  }

  private static void spoil(TransactionEvent event, Fault fault) {
    switch (fault) {
      case OTHER_SOURCE ->
          event.setSource(event.getSource() == Source.CORE ? Source.UNKNOWN : Source.CORE);
      case CURRENCY -> event.setCurrency("usd");
      case ZERO -> event.setAmount(new BigDecimal("0.0000"));
      case NEGATIVE -> event.setAmount(event.getAmount().negate());
      case TOO_FINE -> event.setAmount(event.getAmount().add(new BigDecimal("0.0001")));
      case TOO_LARGE -> event.setAmount(new BigDecimal("100000000000001.0000"));
      case STATUS -> event.setStatus(TransactionStatus.UNKNOWN);
      case NO_EVENT_ID -> event.setEventId("");
      case NO_TXN_ID -> event.setTxnId("");
      case LONG_ACCOUNT -> event.setAccountId("é".repeat(64) + "1");
      case CONTROL_CHARACTER -> event.setAccountId("ACC\u0007");
      default -> {}
    }
  }

  private static byte[] spoil(byte[] value, Set<Fault> faults) {
    if (faults.contains(Fault.NO_VALUE)) {
      return null;
    }
    if (faults.contains(Fault.EMPTY_VALUE)) {
      return new byte[0];
    }
    if (faults.contains(Fault.NOT_FRAMED)) {
      return utf8("{\"txn_id\":\"T0\"}");
    }
    if (faults.contains(Fault.UNKNOWN_SCHEMA)) {
      byte[] other = value.clone();
      other[2] = 77;
      return other;
    }
    return faults.contains(Fault.TRUNCATED) ? Arrays.copyOf(value, value.length / 2) : value;
  }

  private static byte[] encode(Source topic, TransactionEvent event) {
    return SERIALIZER.serialize(Topics.of(topic), event);
  }

  private static AvroSerializer<TransactionEvent> serializer() {
    AvroSerializer<TransactionEvent> serializer = new AvroSerializer<>();
    serializer.configure(Engine.REGISTRY, false);
    return serializer;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
