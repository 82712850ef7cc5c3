package dev.threeway.deploy.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threeway.deploy.check.ApiBreaks;
import dev.threeway.deploy.check.TopicReader;
import dev.threeway.deploy.stack.LocalStack;
import dev.threeway.schemas.records.Mismatch;
import dev.threeway.schemas.records.Source;
import dev.threeway.schemas.records.TransactionEvent;
import dev.threeway.schemas.topics.Topics;
import dev.threeway.schemas.wire.IncompatibleSchemaException;
import dev.threeway.schemas.wire.SchemaRegistries;
import dev.threeway.schemas.wire.SchemaRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A reader, then a writer, get a newer schema one after the other while traffic goes on. Nobody
 * else is told, and nothing is lost.
 */
@ExtendWith(SharedStack.class)
class EvolutionIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int FRAME = 5;

  @Test
  void aReaderAndThenAWriterAreUpgradedUnderTraffic(LocalStack stack) throws Exception {
    Schema newerBreak = Sinks.withOptionalField(Mismatch.getClassSchema(), "case_id");
    Schema newerLeg = Sinks.withOptionalField(TransactionEvent.getClassSchema(), "terminal");
    TopicReader reader = new TopicReader(stack.addresses());
    try (SchemaRegistry registry = registry(stack);
        Publisher publisher = new Publisher(stack.addresses());
        KnownTraffic traffic = new KnownTraffic(stack.addresses(), "evolution-")) {
      Awaitility.await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(read(reader, registry, newerBreak))
                      .anyMatch(value -> traffic.isOurs(value.get("txn_id").toString()))
                      .allSatisfy(value -> assertThat(value.get("case_id")).isNull()));

      for (Source source : List.of(Source.CORE, Source.GATEWAY, Source.MOBILE)) {
        TransactionEvent leg = Sinks.leg("upgraded", "12.34");
        leg.setSource(source);
        leg.setEventTime(InstantSource.system().instant());
        GenericData.Record newer = Sinks.copy(leg, newerLeg);
        newer.put("terminal", "ATM-7");
        publisher.record(Topics.of(source), "upgraded", newer);
      }

      ApiBreaks api = new ApiBreaks(stack.addresses());
      Awaitility.await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(api.transaction("upgraded").orElseThrow().path("status").asText())
                      .isEqualTo("MATCHED"));
      int sent = traffic.txnIds().size();
      Awaitility.await().atMost(PATIENCE).until(() -> traffic.txnIds().size() > sent);
    }
  }

  @Test
  void theRegistryRefusesWhatWouldBreakAReader(LocalStack stack) {
    Schema event = TransactionEvent.getClassSchema();
    Schema broken = Sinks.withOptionalField(Mismatch.getClassSchema(), "case_id");
    try (SchemaRegistry registry = registry(stack)) {
      assertThatThrownBy(() -> registry.register(Topics.CORE_TXNS + "-value", required(event)))
          .isInstanceOf(IncompatibleSchemaException.class);
      assertThatThrownBy(() -> registry.register(Topics.MISMATCHES + "-value", required(broken)))
          .isInstanceOf(IncompatibleSchemaException.class);
    }
  }

  private static SchemaRegistry registry(LocalStack stack) {
    return SchemaRegistries.open(Map.of("schema.registry.url", stack.addresses().registryUrl()));
  }

  /** The breaks as a consumer with that schema reads them, whatever schema they have. */
  private static List<GenericRecord> read(
      TopicReader reader, SchemaRegistry registry, Schema schema) {
    List<GenericRecord> values = new ArrayList<>();
    reader
        .readAll(Topics.MISMATCHES)
        .forEach(
            record -> {
              ByteBuffer frame = ByteBuffer.wrap(record.value());
              Schema writer = registry.schemaById(frame.getInt(1));
              int length = frame.limit() - FRAME;
              try {
                values.add(
                    new GenericDatumReader<GenericRecord>(writer, schema)
                        .read(
                            null,
                            DecoderFactory.get()
                                .binaryDecoder(record.value(), FRAME, length, null)));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    return values;
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
