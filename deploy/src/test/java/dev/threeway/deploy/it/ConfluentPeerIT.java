package dev.threeway.deploy.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threeway.deploy.stack.LocalStack;
import dev.threeway.schemas.records.GroupStatus;
import dev.threeway.schemas.records.ReconciliationResult;
import dev.threeway.schemas.topics.Topics;
import dev.threeway.schemas.wire.AvroDeserializer;
import dev.threeway.schemas.wire.AvroSerializer;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Our serde and Confluent's own, by way of the registry that the stack runs. */
@ExtendWith(SharedStack.class)
class ConfluentPeerIT {
  private static final String CONFLUENT = "io.confluent.kafka.serializers.KafkaAvro";

  @BeforeAll
  static void letAvroLoadTheGeneratedClasses() {
    System.setProperty("org.apache.avro.SERIALIZABLE_PACKAGES", "*");
  }

  @Test
  void confluentsDeserializerReadsWhatWeWrite(LocalStack stack) throws Exception {
    try (Serializer<ReconciliationResult> ours = configured(new AvroSerializer<>(), stack);
        Deserializer<Object> confluents = confluentsDeserializer(stack)) {
      byte[] bytes = ours.serialize(Topics.RECONCILIATION_RESULTS, result());

      assertThat(confluents.deserialize(Topics.RECONCILIATION_RESULTS, bytes)).isEqualTo(result());
    }
  }

  @Test
  void weReadWhatConfluentsSerializerWrites(LocalStack stack) throws Exception {
    try (Serializer<Object> confluents = confluentsSerializer(stack);
        AvroDeserializer<ReconciliationResult> ours = new AvroDeserializer<>()) {
      ours.configure(settings(stack), false);

      byte[] bytes = confluents.serialize(Topics.RECONCILIATION_RESULTS, result());

      assertThat(ours.deserialize(Topics.RECONCILIATION_RESULTS, bytes)).isEqualTo(result());
    }
  }

  @Test
  void bothUseTheSchemaIdThatTheRegistryGave(LocalStack stack) throws Exception {
    try (Serializer<ReconciliationResult> ours = configured(new AvroSerializer<>(), stack);
        Serializer<Object> confluents = confluentsSerializer(stack)) {
      assertThat(confluents.serialize(Topics.RECONCILIATION_RESULTS, result()))
          .isEqualTo(ours.serialize(Topics.RECONCILIATION_RESULTS, result()));
    }
  }

  private static <T> Serializer<T> configured(Serializer<T> serializer, LocalStack stack) {
    serializer.configure(settings(stack), false);
    return serializer;
  }

  @SuppressWarnings("unchecked") // Confluent's classes are there by name alone
  private static Serializer<Object> confluentsSerializer(LocalStack stack) throws Exception {
    return configured(Utils.newInstance(CONFLUENT + "Serializer", Serializer.class), stack);
  }

  @SuppressWarnings("unchecked") // Confluent's classes are there by name alone
  private static Deserializer<Object> confluentsDeserializer(LocalStack stack) throws Exception {
    Deserializer<Object> deserializer =
        Utils.newInstance(CONFLUENT + "Deserializer", Deserializer.class);
    deserializer.configure(settings(stack), false);
    return deserializer;
  }

  private static Map<String, Object> settings(LocalStack stack) {
    return Map.of(
        "schema.registry.url",
        stack.addresses().registryUrl(),
        "specific.avro.reader",
        true,
        // Confluent's serializer would register the schema with Java's string type in it.
        "avro.remove.java.properties",
        true);
  }

  private static ReconciliationResult result() {
    Instant time = Instant.parse("2026-03-01T09:00:00Z");
    return ReconciliationResult.newBuilder()
        .setTxnId("T1")
        .setVersion(1)
        .setStatus(GroupStatus.MATCHED)
        .setHasCore(true)
        .setHasGateway(true)
        .setHasMobile(true)
        .setAmount(new BigDecimal("12.3400"))
        .setCurrency("EUR")
        .setOpenBreaks(0)
        .setFirstEventTime(time)
        .setLastEventTime(time.plusSeconds(1))
        .setDeadline(time.plusSeconds(330))
        .setDecidedAt(time.plusSeconds(1))
        .setRuleVersion("default-1")
        .build();
  }
}
