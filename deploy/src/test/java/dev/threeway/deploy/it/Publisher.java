package dev.threeway.deploy.it;

import dev.threeway.deploy.stack.Addresses;
import dev.threeway.schemas.wire.AvroSerializer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes single records to any topic, also such as no engine would write. */
final class Publisher implements AutoCloseable {
  private final KafkaProducer<byte[], byte[]> producer;
  private final AvroSerializer<IndexedRecord> serializer = new AvroSerializer<>();

  Publisher(Addresses addresses) {
    serializer.configure(Map.of("schema.registry.url", addresses.registryUrl()), false);
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", addresses.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  void bytes(String topic, String key, byte[] value) throws Exception {
    producer.send(new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value)).get();
  }

  /** A record; one of a foreign kind is registered under a subject of its own. */
  void record(String topic, String key, IndexedRecord value) throws Exception {
    boolean own = value.getSchema().getNamespace().startsWith("dev.threeway.");
    String subject = own ? topic : "foreign";
    bytes(topic, key, serializer.serialize(subject, value));
  }

  @Override
  public void close() {
    producer.close();
    serializer.close();
  }
}
