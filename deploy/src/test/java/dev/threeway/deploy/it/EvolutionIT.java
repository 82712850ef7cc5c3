package dev.threeway.deploy.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threeway.deploy.check.ApiBreaks;
import dev.threeway.deploy.check.TopicBreaks;
import dev.threeway.deploy.check.TopicReader;
import dev.threeway.deploy.stack.LocalStack;
import dev.threeway.deploy.stack.Part;
import dev.threeway.deploy.stack.RunningStack;
import dev.threeway.schemas.records.Mismatch;
import dev.threeway.schemas.records.Source;
import dev.threeway.schemas.records.TransactionEvent;
import dev.threeway.schemas.topics.Topics;
import dev.threeway.schemas.wire.IncompatibleSchemaException;
import dev.threeway.schemas.wire.PortableSchemas;
import dev.threeway.schemas.wire.SchemaRegistries;
import dev.threeway.schemas.wire.SchemaRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The schemas of a running system change: readers and writers get a version with an optional field
 * more, one after the other, while traffic goes on. Nobody else is told, and nothing is lost.
 */
class EvolutionIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int FRAME = 5;
  private static final LocalStack STACK =
      LocalStack.builder()
          .home(SharedStack.home())
          .directory(Path.of("target", "it", "evolution"))
          .engine("threeway.engine.window", SharedStack.WINDOW)
          .engine("threeway.engine.grace", SharedStack.GRACE)
          .build();

  @TempDir static Path temporary;

  private static SchemaRegistry registry;

  private final TopicReader topics = new TopicReader(STACK.addresses());

  @BeforeAll
  static void start() {
    // A test run that was killed may have left its parts behind.
    RunningStack.in(STACK.directory()).ifPresent(RunningStack::stop);
    STACK.directory().deleteData();
    STACK.start();
    registry =
        SchemaRegistries.open(Map.of("schema.registry.url", STACK.addresses().registryUrl()));
  }

  @AfterAll
  static void stop() throws Exception {
    registry.close();
    STACK.close();
  }

  @Test
  void readersAndWritersAreUpgradedOneAfterTheOtherUnderTraffic() throws Exception {
    Path newer = NewerRecords.compile(temporary);
    try (Publisher legs = new Publisher(STACK.addresses());
        SteadyTraffic traffic =
            new SteadyTraffic(
                STACK.addresses(),
                temporary.resolve("truth.ndjson"),
                81,
                // A late report that is there before a restarted engine looks was never missing.
                "all,amount=5%,missing=5%,late=0%")) {
      awaitBreaksOf(Mismatch.getClassSchema());
      assertThat(read(topics.readAll(Topics.MISMATCHES), NewerRecords.MISMATCH))
          .as("a newer reader downstream, before any writer is newer")
          .extracting(value -> value.get("case_id"))
          .isNotEmpty()
          .containsOnlyNulls();

      // The engine reads legs as before, and writes what its readers do not know.
      NewerRecords.installInto(registry);
      STACK.restart(Part.ENGINE, newer);
      awaitBreaksOf(NewerRecords.MISMATCH);
      List<ConsumerRecord<byte[], byte[]>> published = topics.readAll(Topics.MISMATCHES);
      assertThat(read(published, Mismatch.getClassSchema()))
          .as("an older reader downstream")
          .extracting(value -> value.get("txn_id").toString())
          .isEqualTo(published.stream().map(one -> new String(one.key(), UTF_8)).toList());

      // Then the sources write what only the engine knows.
      report(legs, "newer-leg");
      awaitMatched("newer-leg");

      // And the engine goes back to the older version, which a bad release calls for.
      STACK.restart(Part.ENGINE);
      report(legs, "newer-leg-older-engine");
      awaitMatched("newer-leg-older-engine");

      assertThat(traffic.runs()).as("traffic goes on").isTrue();
      Outcome.assertPerfect(TestTraffic.awaitVerdicts(traffic.end(), STACK.addresses(), PATIENCE));
      Outcome.assertEveryVersionOnceAndInOrder(new TopicBreaks(STACK.addresses()).versions());
      Sinks.assertComplete(STACK, PATIENCE);
    }
  }

  @Test
  void theRegistryRefusesWhatWouldBreakAReader() {
    Schema event = TransactionEvent.getClassSchema();
    assertThatThrownBy(() -> registry.register(Topics.CORE_TXNS + "-value", required(event)))
        .isInstanceOf(IncompatibleSchemaException.class);
    assertThatThrownBy(
            () -> registry.register(Topics.MISMATCHES + "-value", required(NewerRecords.MISMATCH)))
        .isInstanceOf(IncompatibleSchemaException.class);
  }

  /** Waits until there are breaks that were written with a schema. */
  private void awaitBreaksOf(Schema writer) {
    Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () ->
                topics.readAll(Topics.MISMATCHES).stream()
                    .anyMatch(record -> writer(record).equals(PortableSchemas.of(writer))));
  }

  /** The three reports of a transaction, by sources whose records have a field more. */
  private static void report(Publisher publisher, String txnId) throws Exception {
    for (Source source : List.of(Source.CORE, Source.GATEWAY, Source.MOBILE)) {
      TransactionEvent leg = Sinks.leg(txnId, "12.34");
      leg.setSource(source);
      GenericData.Record newer = Sinks.copy(leg, NewerRecords.EVENT);
      newer.put("terminal", "ATM-7");
      publisher.record(Topics.of(source), txnId, newer);
    }
  }

  private static void awaitMatched(String txnId) {
    ApiBreaks api = new ApiBreaks(STACK.addresses());
    Awaitility.await()
        .atMost(PATIENCE)
        // A partition that is being restored cannot be read yet.
        .ignoreExceptionsInstanceOf(IOException.class)
        .untilAsserted(
            () ->
                assertThat(api.transaction(txnId))
                    .hasValueSatisfying(
                        group -> assertThat(group.path("status").asText()).isEqualTo("MATCHED")));
  }

  /** Records as a consumer with that schema reads them, whatever schema they have. */
  private static List<GenericRecord> read(
      List<ConsumerRecord<byte[], byte[]>> records, Schema reader) {
    Map<Schema, GenericDatumReader<GenericRecord>> readers = new HashMap<>();
    List<GenericRecord> values = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      try {
        values.add(
            readers
                .computeIfAbsent(writer(record), writer -> new GenericDatumReader<>(writer, reader))
                .read(
                    null,
                    DecoderFactory.get()
                        .binaryDecoder(
                            record.value(), FRAME, record.value().length - FRAME, null)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return values;
  }

  /** The schema that a record was written with. */
  private static Schema writer(ConsumerRecord<byte[], byte[]> record) {
    return PortableSchemas.of(registry.schemaById(ByteBuffer.wrap(record.value()).getInt(1)));
  }

  /** The schema with a field that records of other versions do not have. */
  private static Schema required(Schema schema) {
    List<Schema.Field> fields = new ArrayList<>();
    schema.getFields().forEach(field -> fields.add(new Schema.Field(field, field.schema())));
    fields.add(new Schema.Field("branch", Schema.create(Schema.Type.STRING)));
    return Schema.createRecord(
        schema.getName(), schema.getDoc(), schema.getNamespace(), false, fields);
  }
}
