package dev.threeway.benchmarks.contenders;

import dev.threeway.benchmarks.contender.ContenderSettings;
import dev.threeway.schemas.records.TransactionEvent;
import dev.threeway.schemas.wire.AvroSerde;
import java.util.Map;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;

/** The process that reads and decodes each leg and writes one record of it. */
public final class CopyMain {
  /** What was read: decoded, because any job has to, and as it came, because that is written. */
  private record Copied(byte[] bytes, TransactionEvent leg) {}

  private CopyMain() {}

  /** Runs until SIGTERM; settings by system properties. */
  public static void main(String[] args) {
    ContenderSettings settings = ContenderSettings.fromSystemProperties();
    Serde<Copied> values = values(settings.registryUrl());
    StreamsBuilder builder = new StreamsBuilder();
    builder.stream(
            settings.inputs(), Consumed.with(Serdes.ByteArray(), values).withName("all-legs"))
        .to(
            settings.outputTopic(),
            Produced.with(Serdes.ByteArray(), values).withName("one-record-each"));
    StreamsProcess.run(builder.build(), settings, Map.of());
  }

  private static Serde<Copied> values(String registryUrl) {
    // The threads of a topology share a serde, and a deserializer is for one thread at a time.
    ThreadLocal<Deserializer<TransactionEvent>> legs =
        ThreadLocal.withInitial(() -> legs(registryUrl));
    return Serdes.serdeFrom(
        (topic, copied) -> copied.bytes(),
        (topic, bytes) -> new Copied(bytes, legs.get().deserialize(topic, bytes)));
  }

  /** Reads legs into their generated class. */
  static Deserializer<TransactionEvent> legs(String registryUrl) {
    return AvroSerde.ofValues(TransactionEvent.class, Map.of("schema.registry.url", registryUrl))
        .deserializer();
  }
}
