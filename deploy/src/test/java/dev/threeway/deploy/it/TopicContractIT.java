package dev.threeway.deploy.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threeway.deploy.check.TopicReader;
import dev.threeway.deploy.stack.LocalStack;
import dev.threeway.deploy.stack.TopicsInstaller;
import dev.threeway.schemas.catalog.CatalogEntry;
import dev.threeway.schemas.catalog.SchemaCatalog;
import dev.threeway.schemas.example.LatestMismatches;
import dev.threeway.schemas.records.Mismatch;
import dev.threeway.schemas.topics.Topics;
import dev.threeway.schemas.wire.AvroDeserializer;
import dev.threeway.schemas.wire.PortableSchemas;
import dev.threeway.schemas.wire.SchemaRegistries;
import dev.threeway.schemas.wire.SchemaRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The AsyncAPI document against the real topics, their records, and who reads them. */
@ExtendWith(SharedStack.class)
class TopicContractIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path temporary;

  private final TopicContract contract;

  TopicContractIT() throws IOException {
    contract = new TopicContract();
  }

  @Test
  void everyTopicIsSetAsTheContractSays(LocalStack stack) throws Exception {
    List<ConfigResource> resources =
        contract.topics().stream()
            .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
            .toList();
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", stack.addresses().bootstrapServers()))) {
      Map<ConfigResource, Config> found = admin.describeConfigs(resources).all().get();

      for (ConfigResource resource : resources) {
        Map<String, String> settings = contract.settings(resource.name());
        assertThat(settings).isNotEmpty();
        settings.forEach(
            (name, value) ->
                assertThat(found.get(resource).get(name).value())
                    .as("%s of %s", name, resource.name())
                    .isEqualTo(value));
      }
    }
  }

  @Test
  void theRegistryHoldsEachSchemaAtTheLevelOfTheContract(LocalStack stack) {
    try (SchemaRegistry registry = SchemaRegistries.open(registry(stack))) {
      assertThat(SchemaCatalog.entries())
          .allSatisfy(
              entry -> {
                assertThat(registry.compatibility(entry.subject())).contains(entry.level());
                assertThat(registry.lookup(entry.subject(), entry.schema()).id()).isPositive();
              });
    }
  }

  @Test
  void everyRecordIsAsTheContractSays(LocalStack stack) throws Exception {
    try (Publisher publisher = new Publisher(stack.addresses())) {
      publisher.bytes(Topics.CORE_TXNS, "no-leg", new byte[] {'{', '}'});
    }
    TestTraffic.send(stack.addresses(), temporary.resolve("truth.ndjson"), 71, 150, "all");
    TopicReader reader = new TopicReader(stack.addresses());
    for (String topic :
        List.of(
            TopicsInstaller.CONNECT_DEAD_LETTERS,
            Topics.DEAD_LETTERS,
            Topics.RECONCILIATION_RESULTS,
            Topics.MISMATCHES)) {
      Awaitility.await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(reader.readAll(topic)).as(topic).isNotEmpty());
      for (ConsumerRecord<byte[], byte[]> record : reader.readAll(topic)) {
        assertThat(contract.faults(topic, text(record)))
            .as("%s-%d@%d", topic, record.partition(), record.offset())
            .isEmpty();
      }
    }
    assertEventsAreOfTheirTransactions(stack, reader);
  }

  private static void assertEventsAreOfTheirTransactions(LocalStack stack, TopicReader reader) {
    try (AvroDeserializer<GenericRecord> values = new AvroDeserializer<>()) {
      values.configure(registry(stack), false);
      for (CatalogEntry entry : SchemaCatalog.entries()) {
        String topic = entry.subject().replaceFirst("-value$", "");
        if (!Topics.INPUTS.contains(topic)) {
          Set<String> ids = new HashSet<>();
          for (ConsumerRecord<byte[], byte[]> record : reader.readAll(topic)) {
            GenericRecord value = values.deserialize(topic, record.value());
            Map<String, String> headers = text(record);
            assertThat(new String(record.key(), StandardCharsets.UTF_8))
                .isEqualTo(value.get("txn_id").toString())
                .isEqualTo(headers.get("ce_subject"));
            assertThat(headers.get("ce_id")).endsWith("/" + value.get("version"));
            assertThat(ids.add(headers.get("ce_id"))).as(headers.get("ce_id")).isTrue();
            assertThat(PortableSchemas.of(value.getSchema())).isEqualTo(entry.schema());
          }
        }
      }
    }
  }

  @Test
  void theReferenceConsumerHasTheNewestVersionOfEveryBreak(LocalStack stack) {
    TestTraffic.send(stack.addresses(), temporary.resolve("truth.ndjson"), 72, 60, "amount=50%");
    Map<String, Object> settings = new HashMap<>(registry(stack));
    settings.put("specific.avro.reader", true);
    AvroDeserializer<Mismatch> values = new AvroDeserializer<>();
    values.configure(settings, false);
    List<Mismatch> told = new ArrayList<>();
    try (KafkaConsumer<String, Mismatch> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                stack.addresses().bootstrapServers(),
                "isolation.level",
                "read_committed",
                "enable.auto.commit",
                false),
            new StringDeserializer(),
            values)) {
      LatestMismatches latest = new LatestMismatches(consumer, told::add);
      Awaitility.await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                Map<String, Integer> newest = new HashMap<>();
                latest
                    .poll(Duration.ofMillis(200))
                    .forEach(one -> newest.put(one.getMismatchId(), one.getVersion()));
                assertThat(newest).isNotEmpty().isEqualTo(versions(stack));
              });
    }
    assertThat(told)
        .extracting(one -> one.getMismatchId() + one.getVersion())
        .doesNotHaveDuplicates();
  }

  private static Map<String, Integer> versions(LocalStack stack) {
    Map<String, Integer> versions = new HashMap<>();
    new TopicReader(stack.addresses())
        .readAll(Topics.MISMATCHES)
        .forEach(
            record -> {
              String[] id = text(record).get("ce_id").split("/", 2);
              versions.merge(id[0], Integer.valueOf(id[1]), Math::max);
            });
    return versions;
  }

  /** Of headers with one name, the last. */
  private static Map<String, String> text(ConsumerRecord<byte[], byte[]> record) {
    Map<String, String> text = new HashMap<>();
    for (Header header : record.headers()) {
      text.put(
          header.key(),
          header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8));
    }
    return text;
  }

  private static Map<String, String> registry(LocalStack stack) {
    return Map.of("schema.registry.url", stack.addresses().registryUrl());
  }
}
