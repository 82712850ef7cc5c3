package dev.threeway.benchmarks.judge;

import dev.threeway.benchmarks.cluster.TopicScan;
import dev.threeway.schemas.records.BreakState;
import dev.threeway.schemas.records.BreakType;
import dev.threeway.schemas.records.GroupStatus;
import dev.threeway.schemas.records.Mismatch;
import dev.threeway.schemas.records.ReconciliationResult;
import dev.threeway.schemas.topics.Topics;
import dev.threeway.schemas.wire.AvroSerde;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;

/**
 * Reads what the engine has published. A transaction has a verdict once its last result is not
 * pending; its breaks are those on the topic of mismatches that are open, and the two have to
 * agree. A version that was published before is a verdict too many.
 */
final class EngineReader {
  private final Map<String, Object> registry;
  private final String bootstrapServers;
  private final VerdictBook book;
  private final Map<String, Integer> breakVersions = new HashMap<>();
  private final Map<Integer, VerdictBook.Verdict> open = new HashMap<>();
  private final short[] versions;
  private final byte[] status;
  private long records;

  EngineReader(String bootstrapServers, String registryUrl, VerdictBook book, long transactions) {
    this.bootstrapServers = bootstrapServers;
    this.registry = Map.of("schema.registry.url", registryUrl);
    this.book = book;
    this.versions = new short[Math.toIntExact(transactions) + 1];
    this.status = new byte[versions.length];
  }

  /** Writes all verdicts into the book; returns how many records there were. */
  long read() {
    read(Topics.MISMATCHES, Mismatch.class, this::mismatch);
    read(Topics.RECONCILIATION_RESULTS, ReconciliationResult.class, this::result);
    VerdictBook.Verdict agree = new VerdictBook.Verdict(0, 0);
    for (int number = 1; number < status.length; number++) {
      GroupStatus last = GroupStatus.values()[status[number]];
      if (last != GroupStatus.UNKNOWN && last != GroupStatus.PENDING) {
        VerdictBook.Verdict breaks = open.getOrDefault(number, agree);
        boolean consistent = (last == GroupStatus.MISMATCHED) != breaks.equals(agree);
        book.put(number, consistent ? breaks : VerdictBook.NONSENSE);
      }
    }
    return records;
  }

  private <T extends SpecificRecord> void read(String topic, Class<T> type, Consumer<T> reader) {
    try (AvroSerde<T> serde = AvroSerde.ofValues(type, registry)) {
      TopicScan.read(
          bootstrapServers,
          List.of(topic),
          record -> {
            records++;
            reader.accept(serde.deserializer().deserialize(topic, record.value()));
          });
    }
  }

  private void mismatch(Mismatch version) {
    int number = book.number(version.getTxnId());
    Integer before = breakVersions.put(version.getMismatchId(), version.getVersion());
    if (before != null && before >= version.getVersion()) {
      book.twice();
    }
    VerdictBook.Verdict sofar = open.getOrDefault(number, new VerdictBook.Verdict(0, 0));
    boolean holds = version.getState() == BreakState.OPEN;
    open.put(
        number,
        version.getType() == BreakType.MISSING
            ? new VerdictBook.Verdict(
                set(sofar.missing(), VerdictBook.bit(version.getMissingSource()), holds),
                sofar.differing())
            : new VerdictBook.Verdict(
                sofar.missing(),
                set(sofar.differing(), VerdictBook.bit(version.getType()), holds)));
  }

  private static int set(int bits, int bit, boolean on) {
    return on ? bits | bit : bits & ~bit;
  }

  private void result(ReconciliationResult version) {
    int number = book.number(version.getTxnId());
    if (number == 0) {
      return;
    }
    if (versions[number] >= version.getVersion()) {
      book.twice();
    }
    versions[number] = (short) version.getVersion();
    status[number] = (byte) version.getStatus().ordinal();
  }
}
