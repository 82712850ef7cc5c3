package dev.threeway.deploy.letters;

import dev.threeway.deploy.check.TopicReader;
import dev.threeway.deploy.stack.Addresses;
import dev.threeway.deploy.stack.Identity;
import dev.threeway.deploy.stack.TopicsInstaller;
import dev.threeway.schemas.topics.Topics;
import dev.threeway.schemas.wire.AvroDeserializer;
import dev.threeway.schemas.wire.AvroSerializer;
import dev.threeway.sink.verify.SinkTable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The dead letters of a stack. Not thread-safe. */
public final class DeadLetters {
  /** The header of a record that was put back: where its dead letter lies. */
  public static final String REPLAYED_FROM = "dlq.replayed-from";

  private static final List<String> TOPICS =
      List.of(Topics.DEAD_LETTERS, TopicsInstaller.CONNECT_DEAD_LETTERS);

  private final Addresses addresses;

  /** Those of the stack at these addresses. */
  public DeadLetters(Addresses addresses) {
    this.addresses = addresses;
  }

  /** All of them, those of the engine first. */
  public List<DeadLetter> all() {
    TopicReader reader = new TopicReader(addresses);
    return TOPICS.stream()
        .flatMap(topic -> reader.readAll(topic).stream())
        .map(DeadLetter::of)
        .toList();
  }

  /**
   * The one of that id.
   *
   * @throws IllegalArgumentException if there is none
   */
  public DeadLetter find(String id) {
    return all().stream()
        .filter(letter -> letter.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no dead letter %s; see ./recon dead-letters list".formatted(id)));
  }

  /** Its value for people: the record if it can be read, else its bytes in hexadecimal digits. */
  public String valueText(DeadLetter letter) {
    if (letter.value() == null) {
      return "null";
    }
    try {
      return read(letter).toString();
    } catch (KafkaException | IllegalArgumentException e) {
      return "%s  (unreadable: %s)"
          .formatted(HexFormat.of().formatHex(letter.value()), e.getMessage());
    }
  }

  /**
   * What is to be put back: the letter's key and value as they are, or with other fields.
   *
   * @param fields new values by the names of the fields
   * @param key a new key; null for that of the letter
   * @throws IllegalArgumentException if the letter cannot be changed in this way
   */
  public ProducerRecord<byte[], byte[]> repaired(
      DeadLetter letter, Map<String, String> fields, String key) {
    if (letter.topic().isEmpty()) {
      throw new IllegalArgumentException(
          "%s does not tell which topic it was on".formatted(letter.id()));
    }
    byte[] value = letter.value();
    if (!fields.isEmpty()) {
      IndexedRecord record = read(letter);
      fields.forEach((name, text) -> FieldText.set(record, name, text));
      value = write(letter.topic(), record);
    }
    ProducerRecord<byte[], byte[]> back =
        new ProducerRecord<>(
            letter.topic(),
            key == null ? letter.key() : key.getBytes(StandardCharsets.UTF_8),
            value);
    letter.headersOfRecord().forEach(back.headers()::add);
    back.headers().add(REPLAYED_FROM, letter.id().getBytes(StandardCharsets.UTF_8));
    return back;
  }

  /** The value of a repaired record for people. */
  public String valueText(ProducerRecord<byte[], byte[]> record) {
    return record.value() == null ? "null" : read(record.topic(), record.value()).toString();
  }

  /**
   * Puts records back; returns where each lies, when all have arrived.
   *
   * @throws IllegalStateException if the broker does not take one
   */
  public List<String> putBack(List<ProducerRecord<byte[], byte[]>> records) {
    Map<String, Object> config = addresses.kafkaClient(Identity.OPERATOR);
    config.put("enable.idempotence", true);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
      return records.stream().map(producer::send).toList().stream()
          .map(
              sent -> {
                try {
                  RecordMetadata at = sent.get();
                  return "%s-%d@%d".formatted(at.topic(), at.partition(), at.offset());
                } catch (ExecutionException e) {
                  throw new IllegalStateException(
                      "the broker does not take a record: " + e.getCause().getMessage(), e);
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                  throw new IllegalStateException("interrupted", e);
                }
              })
          .toList();
    }
  }

  private IndexedRecord read(DeadLetter letter) {
    try {
      return read(letter.topic(), letter.value());
    } catch (KafkaException e) {
      throw new IllegalArgumentException(
          "%s cannot be repaired field by field: %s".formatted(letter.id(), e.getMessage()), e);
    }
  }

  private IndexedRecord read(String topic, byte[] value) {
    try (AvroDeserializer<IndexedRecord> deserializer = new AvroDeserializer<>()) {
      deserializer.configure(
          Map.of(
              "schema.registry.url",
              addresses.registryUrl(),
              "specific.avro.value.type",
              table(topic).type()),
          false);
      return deserializer.deserialize(topic, value);
    }
  }

  private byte[] write(String topic, IndexedRecord record) {
    try (AvroSerializer<IndexedRecord> serializer = new AvroSerializer<>()) {
      serializer.configure(Map.of("schema.registry.url", addresses.registryUrl()), false);
      return serializer.serialize(topic, record);
    }
  }

  private static SinkTable table(String topic) {
    return Arrays.stream(SinkTable.values())
        .filter(table -> table.topics().contains(topic))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no topic of Threeway is named " + topic));
  }
}
