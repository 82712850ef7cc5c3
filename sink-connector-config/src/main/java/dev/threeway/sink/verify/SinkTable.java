package dev.threeway.sink.verify;

import dev.threeway.schemas.records.Mismatch;
import dev.threeway.schemas.records.ReconciliationResult;
import dev.threeway.schemas.records.TransactionEvent;
import dev.threeway.schemas.topics.Topics;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/** A table that a sink fills, and what it is filled from. */
public enum SinkTable {
  /** Every leg, once for each record. */
  RAW_EVENTS("raw_events", "threeway-raw-events", TransactionEvent.class),
  /** The last result of each transaction. */
  RECONCILIATION_RESULTS(
      "reconciliation_results", "threeway-reconciliation-results", ReconciliationResult.class),
  /** The last version of each break. */
  MISMATCHES("mismatches", "threeway-mismatches", Mismatch.class);

  /** What a row of raw events has beside the fields of its record. */
  static final List<String> COORDINATES =
      List.of("kafka_topic", "kafka_partition", "kafka_offset", "kafka_timestamp");

  private final String table;
  private final String connector;
  private final Class<? extends SpecificRecord> type;

  SinkTable(String table, String connector, Class<? extends SpecificRecord> type) {
    this.table = table;
    this.connector = connector;
    this.type = type;
  }

  /** The table's name. */
  public String table() {
    return table;
  }

  /** The name of the connector that fills it. */
  public String connector() {
    return connector;
  }

  /** The consumer group in which its connector reads. */
  public String group() {
    return "connect-" + connector;
  }

  /** The topics that it is filled from. */
  public List<String> topics() {
    return isVersioned() ? List.of(table) : Topics.INPUTS;
  }

  /** The class of the topics' records. */
  public Class<? extends SpecificRecord> type() {
    return type;
  }

  /** The columns that the sink writes, those of the record's fields last. */
  public List<String> columns() {
    Stream<String> fields =
        SpecificData.get().getSchema(type).getFields().stream().map(Schema.Field::name);
    return isVersioned() ? fields.toList() : Stream.concat(COORDINATES.stream(), fields).toList();
  }

  /** The columns that identify a row. */
  public List<String> key() {
    return switch (this) {
      case RAW_EVENTS -> List.of("kafka_topic", "kafka_partition", "kafka_offset");
      case RECONCILIATION_RESULTS -> List.of("txn_id");
      case MISMATCHES -> List.of("mismatch_id");
    };
  }

  /** The column by which a row is past its retention; empty for a table that keeps everything. */
  Optional<String> retentionColumn() {
    return switch (this) {
      case RAW_EVENTS -> Optional.of("kafka_timestamp");
      case RECONCILIATION_RESULTS -> Optional.of("first_event_time");
      case MISMATCHES -> Optional.empty();
    };
  }

  /** Whether a later version takes the place of an earlier one; else rows never change. */
  public boolean isVersioned() {
    return this != RAW_EVENTS;
  }

  /**
   * The table of that name.
   *
   * @throws IllegalArgumentException if no sink fills a table of that name
   */
  public static SinkTable named(String name) {
    return Arrays.stream(values())
        .filter(one -> one.table.equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no sink fills a table named " + name));
  }
}
