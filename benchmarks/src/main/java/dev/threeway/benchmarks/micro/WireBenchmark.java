package dev.threeway.benchmarks.micro;

import dev.threeway.schemas.records.Source;
import dev.threeway.schemas.records.TransactionEvent;
import dev.threeway.schemas.topics.Topics;
import dev.threeway.schemas.wire.AvroSerde;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A leg between the topic and the engine. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class WireBenchmark {
  private final TransactionEvent event = SampleLegs.event(Source.CORE);
  private AvroSerde<TransactionEvent> serde;
  private byte[] bytes;

  /** Made by JMH. */
  public WireBenchmark() {}

  /** Registers the schema with a registry in memory. */
  @Setup
  public void open() {
    serde =
        AvroSerde.ofValues(
            TransactionEvent.class, Map.of("schema.registry.url", "mock://benchmark"));
    bytes = serde.serializer().serialize(Topics.CORE_TXNS, event);
  }

  /** Closes the serde. */
  @TearDown
  public void close() {
    serde.close();
  }

  /** From the bytes of a record to its event. */
  @Benchmark
  public TransactionEvent decodeLeg() {
    return serde.deserializer().deserialize(Topics.CORE_TXNS, bytes);
  }

  /** From an event to the bytes of a record. */
  @Benchmark
  public byte[] encodeLeg() {
    return serde.serializer().serialize(Topics.CORE_TXNS, event);
  }
}
