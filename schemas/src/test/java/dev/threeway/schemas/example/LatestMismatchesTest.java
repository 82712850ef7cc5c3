package dev.threeway.schemas.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threeway.schemas.records.BreakState;
import dev.threeway.schemas.records.BreakType;
import dev.threeway.schemas.records.Mismatch;
import dev.threeway.schemas.records.Severity;
import dev.threeway.schemas.topics.Topics;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** The reference consumer on records that come again, late, and as tombstones. */
class LatestMismatchesTest {
  private static final TopicPartition PARTITION = new TopicPartition(Topics.MISMATCHES, 0);
  private static final Instant TIME = Instant.parse("2026-03-01T10:00:00Z");

  private final List<String> told = new ArrayList<>();
  private final MockConsumer<String, Mismatch> consumer = new MockConsumer<>("earliest");
  private long offset;

  @Test
  void eachVersionIsToldOnceAndTheNewestIsKept() {
    Node node = new Node(1, "localhost", 9092);
    consumer.updatePartitions(
        Topics.MISMATCHES,
        List.of(
            new PartitionInfo(Topics.MISMATCHES, 0, node, new Node[] {node}, new Node[] {node})));
    consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    LatestMismatches latest =
        new LatestMismatches(consumer, one -> told.add(one.getMismatchId() + one.getVersion()));
    for (String record : List.of("a1", "b1", "a2", "a1", "a2", "", "a3", "b1")) {
      add(record);
    }

    assertThat(latest.poll(Duration.ZERO))
        .extracting(one -> one.getMismatchId() + one.getVersion())
        .containsExactlyInAnyOrder("a3", "b1");
    assertThat(told).containsExactly("a1", "b1", "a2", "a3");
  }

  @Test
  void itIsShortEnoughToRead() throws IOException {
    Path file = Path.of("src/main/java/dev/threeway/schemas/example/LatestMismatches.java");

    assertThat(Files.readAllLines(file)).hasSizeLessThanOrEqualTo(60);
  }

  private void add(String record) {
    Mismatch value =
        record.isEmpty() ? null : mismatch(record.substring(0, 1), record.charAt(1) - '0');
    consumer.addRecord(new ConsumerRecord<>(Topics.MISMATCHES, 0, offset++, "T1", value));
  }

  private static Mismatch mismatch(String id, int version) {
    return Mismatch.newBuilder()
        .setMismatchId(id)
        .setVersion(version)
        .setTxnId("T1")
        .setType(BreakType.AMOUNT)
        .setState(BreakState.OPEN)
        .setSeverity(Severity.MEDIUM)
        .setDeviating(List.of())
        .setAmountAtRisk(new BigDecimal("1.0000"))
        .setCurrency("EUR")
        .setWindowStart(TIME)
        .setDeadline(TIME)
        .setDetectedAt(TIME)
        .setRuleVersion("1")
        .setEvidence(List.of())
        .build();
  }
}
