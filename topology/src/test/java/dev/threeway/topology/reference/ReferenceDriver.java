package dev.threeway.topology.reference;

import dev.threeway.schemas.records.TransactionEvent;
import dev.threeway.schemas.topics.Topics;
import dev.threeway.topology.flow.FlowDriver;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.BuiltInDslStoreSuppliers;

/** Runs a reference over one partition with the engine's windows, under a clock of its own. */
final class ReferenceDriver implements AutoCloseable {
  /** Longer than window + grace, by which a lonely leg comes late to the second join. */
  static final Duration SECOND_GRACE = FlowDriver.WINDOW.plus(FlowDriver.GRACE).multipliedBy(2);

  private static final Map<String, String> REGISTRY =
      Map.of("schema.registry.url", "mock://reference-driver");

  private final TopologyTestDriver driver;
  private final Serde<TransactionEvent> legs = ReferenceSerdes.legs(REGISTRY);
  private final TestOutputTopic<String, String> verdicts;
  private Instant now = FlowDriver.START;

  private ReferenceDriver(Topology topology) {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "reference-driver");
    properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0L);
    properties.put(
        StreamsConfig.DSL_STORE_SUPPLIERS_CLASS_CONFIG,
        BuiltInDslStoreSuppliers.InMemoryDslStoreSuppliers.class);
    driver = new TopologyTestDriver(topology, properties, FlowDriver.START);
    verdicts =
        driver.createOutputTopic(
            ReferenceJoins.VERDICTS, new StringDeserializer(), new StringDeserializer());
  }

  static ReferenceDriver chain(Duration secondGrace) {
    return new ReferenceDriver(
        ReferenceJoins.chain(FlowDriver.WINDOW, FlowDriver.GRACE, secondGrace, REGISTRY));
  }

  static ReferenceDriver pairwise() {
    return new ReferenceDriver(
        ReferenceJoins.pairwise(FlowDriver.WINDOW, FlowDriver.GRACE, REGISTRY));
  }

  void send(TransactionEvent leg) {
    driver
        .createInputTopic(Topics.of(leg.getSource()), new StringSerializer(), legs.serializer())
        .pipeInput(leg.getTxnId(), leg, Instant.EPOCH);
  }

  /** Moves the clock to the arrival and sends its leg. */
  void receive(Arrival arrival) {
    advance(Duration.between(now, arrival.at()));
    send(arrival.leg());
  }

  void advance(Duration duration) {
    driver.advanceWallClockTime(duration);
    now = now.plus(duration);
  }

  /** Every verdict since the last call, as {@code txn_id: verdict}, in the order of publication. */
  List<String> verdicts() {
    return verdicts.readKeyValuesToList().stream()
        .map(each -> each.key + ": " + each.value)
        .toList();
  }

  @Override
  public void close() {
    driver.close();
  }
}
