package dev.threeway.queryapi.push;

import dev.threeway.schemas.records.BreakState;
import dev.threeway.schemas.records.BreakType;
import dev.threeway.schemas.records.GroupStatus;
import dev.threeway.schemas.records.Mismatch;
import dev.threeway.schemas.records.ReconciliationResult;
import dev.threeway.schemas.records.Severity;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Two topics of two partitions each, in memory: logs with offsets, markers that take up an offset,
 * and a beginning that moves.
 */
public final class MemoryLog implements TopicLog {
  private static final Instant TIME = Instant.parse("2026-03-01T09:00:00Z");
  private static final int PARTITIONS = 2;
  private static final int MOST_RECORDS = 500;

  private final List<List<SpecificRecord>> slots = new ArrayList<>();
  private long[] beginnings = new long[2 * PARTITIONS];
  private int fingerprint = 7;
  private int opened;
  private int failures;

  public MemoryLog() {
    for (int slot = 0; slot < 2 * PARTITIONS; slot++) {
      slots.add(new ArrayList<>());
    }
  }

  public static Mismatch mismatch(String txnId, Severity severity) {
    return Mismatch.newBuilder()
        .setMismatchId("a41f8f9b-6a65-38fe-97c7-d00710740d60")
        .setVersion(1)
        .setTxnId(txnId)
        .setType(BreakType.AMOUNT)
        .setState(BreakState.OPEN)
        .setSeverity(severity)
        .setCoreValue("100.00")
        .setGatewayValue("90.00")
        .setDeviating(List.of("GATEWAY"))
        .setAmountAtRisk(new BigDecimal("10.0000"))
        .setCurrency("USD")
        .setWindowStart(TIME)
        .setDeadline(TIME.plusSeconds(330))
        .setDetectedAt(TIME)
        .setRuleVersion("default-1")
        .setEvidence(List.of("core_txns-0@0", "gateway_txns-0@0"))
        .build();
  }

  public static ReconciliationResult result(String txnId, String currency) {
    return ReconciliationResult.newBuilder()
        .setTxnId(txnId)
        .setVersion(1)
        .setStatus(GroupStatus.MATCHED)
        .setHasCore(true)
        .setHasGateway(true)
        .setHasMobile(true)
        .setAmount(new BigDecimal("100.0000"))
        .setCurrency(currency)
        .setOpenBreaks(0)
        .setFirstEventTime(TIME)
        .setLastEventTime(TIME.plusSeconds(1))
        .setDeadline(TIME.plusSeconds(330))
        .setDecidedAt(TIME.plusSeconds(1))
        .setRuleVersion("default-1")
        .build();
  }

  /** Publishes a break on the partition that its transaction belongs to. */
  public void publish(Mismatch mismatch) {
    append(partition(mismatch.getTxnId()), mismatch);
  }

  /** Publishes a result on its partition. */
  public void publish(ReconciliationResult result) {
    append(PARTITIONS + partition(result.getTxnId()), result);
  }

  /** Publishes low breaks of transactions that are numbered, in one go. */
  public synchronized void publishBreaks(int from, int to) {
    for (int i = from; i < to; i++) {
      publish(mismatch("T" + i, Severity.LOW));
    }
  }

  /** Takes up an offset in every partition, as the marker of a transaction does. */
  synchronized void mark() {
    slots.forEach(slot -> slot.add(null));
    notifyAll();
  }

  /** Forgets everything that is there now. */
  synchronized void expire() {
    beginnings = ends();
  }

  /** Becomes other, empty topics. */
  synchronized void createAgain() {
    fingerprint++;
    slots.forEach(List::clear);
    beginnings = new long[2 * PARTITIONS];
  }

  /** Fails that many times from here on, as a broker that is away. */
  synchronized void fail(int times) {
    failures = times;
  }

  /** How many readers were opened. */
  synchronized int opened() {
    return opened;
  }

  /** The position behind everything. */
  synchronized StreamPosition end() {
    return layout().position(ends());
  }

  @Override
  public synchronized Cursor open() {
    failIfAway();
    opened++;
    return new MemoryCursor(layout());
  }

  private Layout layout() {
    return new Layout(fingerprint, PARTITIONS, PARTITIONS);
  }

  private static int partition(String txnId) {
    return Math.floorMod(txnId.hashCode(), PARTITIONS);
  }

  private synchronized void append(int slot, SpecificRecord record) {
    slots.get(slot).add(record);
    notifyAll();
  }

  private void failIfAway() {
    if (failures > 0) {
      failures--;
      throw new KafkaException("the broker is away");
    }
  }

  private long[] ends() {
    return slots.stream().mapToLong(List::size).toArray();
  }

  private final class MemoryCursor implements Cursor {
    private final Layout layout;
    private long[] position;

    MemoryCursor(Layout layout) {
      this.layout = layout;
    }

    @Override
    public Layout layout() {
      return layout;
    }

    @Override
    public long[] beginnings() {
      synchronized (MemoryLog.this) {
        return beginnings.clone();
      }
    }

    @Override
    public long[] ends() {
      synchronized (MemoryLog.this) {
        return MemoryLog.this.ends();
      }
    }

    @Override
    public void seek(long[] place) {
      position = place.clone();
    }

    @Override
    public List<TopicRecord> poll(Duration timeout) {
      synchronized (MemoryLog.this) {
        failIfAway();
        List<TopicRecord> records = read();
        if (records.isEmpty()) {
          try {
            MemoryLog.this.wait(timeout.toMillis());
          } catch (InterruptedException stopping) {
            throw new InterruptException(stopping);
          }
          records = read();
        }
        return records;
      }
    }

    private List<TopicRecord> read() {
      List<TopicRecord> records = new ArrayList<>();
      for (int slot = 0; slot < position.length; slot++) {
        if (position[slot] < beginnings[slot] || position[slot] > slots.get(slot).size()) {
          throw new OffsetOutOfRangeException(
              Map.of(new TopicPartition("slot", slot), position[slot]));
        }
        while (records.size() < MOST_RECORDS && position[slot] < slots.get(slot).size()) {
          SpecificRecord value = slots.get(slot).get((int) position[slot]);
          if (value != null) {
            records.add(new TopicRecord(slot, position[slot], value));
          }
          position[slot]++;
        }
      }
      return records;
    }

    @Override
    public long[] position() {
      return position.clone();
    }

    @Override
    public void close() {
      position = null;
    }
  }
}
