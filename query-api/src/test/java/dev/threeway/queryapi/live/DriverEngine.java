package dev.threeway.queryapi.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threeway.schemas.records.Mismatch;
import dev.threeway.schemas.records.ReconciliationResult;
import dev.threeway.schemas.records.Source;
import dev.threeway.schemas.records.TransactionEvent;
import dev.threeway.schemas.records.TransactionStatus;
import dev.threeway.schemas.topics.Topics;
import dev.threeway.schemas.wire.AvroDeserializer;
import dev.threeway.schemas.wire.AvroSerializer;
import dev.threeway.topology.flow.AvroSerdes;
import dev.threeway.topology.flow.ReconciliationFlow;
import dev.threeway.topology.join.InputHorizon;
import dev.threeway.topology.join.Stores;
import dev.threeway.topology.join.ThreeWayJoin;
import dev.threeway.topology.rules.RuleSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.awaitility.Awaitility;

/**
 * The real topology over several partitions, each a driver of its own, under a clock that the test
 * moves; and the reads of its stores.
 */
public final class DriverEngine implements Partitions, AutoCloseable {
  /** Where the clock stands in the beginning. */
  public static final Instant START = Instant.parse("2026-03-01T09:00:00Z");

  public static final String SELF = "127.0.0.1:8080";

  private static final Duration WINDOW = Duration.ofMinutes(5);
  private static final Duration GRACE = Duration.ofSeconds(30);
  private static final Duration SWEEP = Duration.ofMillis(100);
  private static final Duration LAST_READING = Duration.ofSeconds(10);
  private static final Map<String, String> REGISTRY =
      Map.of("schema.registry.url", "mock://driver-engine");

  private final int partitions;
  private final Path stateDir;
  // Each opens a store on disk: only partitions that a test touches get one.
  private final Map<Integer, TopologyTestDriver> drivers = new TreeMap<>();
  private final AvroSerializer<TransactionEvent> serializer = new AvroSerializer<>();
  private final Map<Integer, String> owners = new HashMap<>();
  private final Map<Integer, String> keepers = new HashMap<>();
  private final Map<Integer, Lag> lags = new HashMap<>();
  private final Set<Integer> moving = new HashSet<>();
  private volatile Instant now = START;
  private volatile String self = SELF;

  public DriverEngine(int partitions) {
    this.partitions = partitions;
    try {
      stateDir = Files.createTempDirectory("driver-engine");
    } catch (IOException noSpace) {
      throw new UncheckedIOException(noSpace);
    }
    serializer.configure(REGISTRY, false);
  }

  /** A report of 100.00 USD, SUCCESS, at the start of the clock, which the test may change. */
  public static TransactionEvent.Builder report(Source source, String txnId) {
    return TransactionEvent.newBuilder()
        .setEventId(source + "-" + txnId)
        .setTxnId(txnId)
        .setSource(source)
        .setAmount(new BigDecimal("100.0000"))
        .setCurrency("USD")
        .setStatus(TransactionStatus.SUCCESS)
        .setEventTime(START)
        .setAccountId("ACC-1");
  }

  public LiveReads reads() {
    return new StoreReads(this);
  }

  public synchronized void send(TransactionEvent event) {
    String topic = Topics.of(event.getSource());
    byte[] key = event.getTxnId().getBytes(StandardCharsets.UTF_8);
    driver(partitionOf(event.getTxnId()))
        .createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())
        .pipeInput(new TestRecord<>(key, serializer.serialize(topic, event), null, now));
  }

  public synchronized void advance(Duration duration) {
    now = now.plus(duration);
    drivers.values().forEach(driver -> driver.advanceWallClockTime(duration));
  }

  /** The clock that the test moves. */
  public InstantSource clock() {
    return () -> now;
  }

  /** Where the clock stands. */
  public synchronized Instant now() {
    return now;
  }

  /** What was published on mismatches since the last call, in order for each transaction. */
  public List<Mismatch> mismatches() {
    return published(Topics.MISMATCHES);
  }

  /** What was published on reconciliation_results since the last call. */
  public List<ReconciliationResult> results() {
    return published(Topics.RECONCILIATION_RESULTS);
  }

  private synchronized <T extends SpecificRecord> List<T> published(String topic) {
    AvroDeserializer<T> values = new AvroDeserializer<>();
    values.configure(
        Map.of(
            "schema.registry.url",
            REGISTRY.get("schema.registry.url"),
            "specific.avro.reader",
            true),
        false);
    return drivers.values().stream()
        .flatMap(
            driver ->
                driver
                    .createOutputTopic(topic, new StringDeserializer(), values)
                    .readValuesToList()
                    .stream())
        .toList();
  }

  public int partitionOf(String txnId) {
    byte[] key = txnId.getBytes(StandardCharsets.UTF_8);
    return Utils.toPositive(Utils.murmur2(key)) % partitions;
  }

  /** Gives this instance another address than {@link #SELF}. */
  public void callSelf(String address) {
    self = address;
  }

  /** Says that another instance owns a partition. */
  public void giveAway(int partition, String instance) {
    owners.put(partition, instance);
  }

  /** Says that an instance keeps a copy of a partition; this one's lags by some changes. */
  public void keepCopy(int partition, String instance, long lag) {
    keepers.put(partition, instance);
    lags.put(partition, new Lag(lag, 90));
  }

  /** Says that a partition of this instance is being restored. */
  public void restore(int partition) {
    moving.add(partition);
  }

  /** Says that a partition of this instance is being restored, and how far that is. */
  public void restore(int partition, long remaining, int percent) {
    restore(partition);
    lags.put(partition, new Lag(remaining, percent));
  }

  @Override
  public String self() {
    return self;
  }

  @Override
  public int count() {
    return partitions;
  }

  @Override
  public Layout layout() {
    return new Layout(
        self,
        IntStream.range(0, partitions)
            .mapToObj(partition -> new Layout.Place(owner(partition), copies(partition)))
            .toList());
  }

  @Override
  public Owner ownerOf(String txnId) {
    int partition = partitionOf(txnId);
    return new Owner(owner(partition), partition, copies(partition));
  }

  private Optional<String> owner(int partition) {
    return Optional.of(owners.getOrDefault(partition, self));
  }

  private List<String> copies(int partition) {
    return Optional.ofNullable(keepers.get(partition)).stream().toList();
  }

  @Override
  public synchronized ReadOnlyKeyValueStore<Bytes, byte[]> state(int partition) {
    if (moving.contains(partition) || owners.containsKey(partition)) {
      throw StreamsPartitions.moving(partition);
    }
    return driver(partition).getKeyValueStore(Stores.STATE);
  }

  @Override
  public synchronized ReadOnlyKeyValueStore<Bytes, byte[]> copy(int partition) {
    if (!moving.contains(partition) && !self.equals(keepers.get(partition))) {
      throw StreamsPartitions.moving(partition);
    }
    return driver(partition).getKeyValueStore(Stores.STATE);
  }

  @Override
  public Map<Integer, Lag> lags() {
    return Map.copyOf(lags);
  }

  /** Fails if an iterator stays open; a stream that has just lost its client ends its reading. */
  @Override
  public void close() {
    Awaitility.await("every iterator is closed")
        .atMost(LAST_READING)
        .pollDelay(Duration.ZERO)
        .untilAsserted(() -> assertThat(openIterators()).isZero());
    end();
  }

  private synchronized void end() {
    drivers.values().forEach(TopologyTestDriver::close);
    try {
      Utils.delete(stateDir.toFile());
    } catch (IOException leftBehind) {
      throw new UncheckedIOException(leftBehind);
    }
  }

  /** The topology, whose evidence names one partition. */
  static ReconciliationFlow flow(int partition) {
    return new ReconciliationFlow(
        WINDOW,
        GRACE,
        new ThreeWayJoin.Settings(
            RuleSet.DEFAULT,
            Duration.ofHours(24),
            Duration.ofMinutes(5),
            SWEEP,
            Duration.ofDays(1),
            Stores.Kind.UNLOGGED,
            InputHorizon.ALL_READ),
        new AvroSerdes(AvroSerializer.class.getName(), AvroDeserializer.class.getName(), REGISTRY),
        read -> partition);
  }

  private synchronized long openIterators() {
    return drivers.values().stream()
        .flatMap(driver -> driver.metrics().entrySet().stream())
        .filter(metric -> metric.getKey().name().equals("num-open-iterators"))
        .mapToLong(metric -> ((Number) metric.getValue().metricValue()).longValue())
        .sum();
  }

  private TopologyTestDriver driver(int partition) {
    return drivers.computeIfAbsent(
        partition,
        absent -> {
          Properties properties = new Properties();
          properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "partition-" + partition);
          properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
          return new TopologyTestDriver(flow(partition).get(), properties, now);
        });
  }
}
