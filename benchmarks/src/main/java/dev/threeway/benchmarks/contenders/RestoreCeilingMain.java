package dev.threeway.benchmarks.contenders;

import dev.threeway.benchmarks.contender.ContenderSettings;
import dev.threeway.topology.app.BoundedRocksDb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.CompactionStyle;
import org.rocksdb.CompressionType;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * What no restore can beat on this machine: reads changelog topics from their beginning and writes
 * them into RocksDB in batches, one database for each partition, with the settings that the
 * engine's stores have. Ends by itself.
 *
 * <p>It is told as a contender is: the run id is the beginning of the topics' names, and the ready
 * file gets the seconds that it took.
 */
public final class RestoreCeilingMain {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final long WRITE_BUFFER_BYTES = 16L << 20;
  private static final int WRITE_BUFFERS = 3;

  private final ContenderSettings settings;

  private RestoreCeilingMain(ContenderSettings settings) {
    this.settings = settings;
  }

  /** Restores everything once; settings by system properties. */
  public static void main(String[] args)
      throws IOException, InterruptedException, ExecutionException {
    ContenderSettings settings = ContenderSettings.fromSystemProperties();
    RocksDB.loadLibrary();
    long begin = System.nanoTime();
    new RestoreCeilingMain(settings).restore();
    double seconds = (System.nanoTime() - begin) / 1e9;
    Files.writeString(settings.readyFile(), Double.toString(seconds));
  }

  private void restore() throws InterruptedException, ExecutionException {
    ExecutorService pool = Executors.newFixedThreadPool(settings.threads());
    try {
      List<Callable<Void>> shares = new ArrayList<>();
      for (int share = 0; share < settings.threads(); share++) {
        int number = share;
        shares.add(
            () -> {
              restore(number);
              return null;
            });
      }
      for (Future<Void> share : pool.invokeAll(shares)) {
        share.get();
      }
    } finally {
      pool.shutdown();
    }
  }

  private void restore(int share) throws IOException, RocksDBException {
    Map<TopicPartition, RocksDB> databases = new HashMap<>();
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(config());
        WriteOptions unlogged = new WriteOptions().setDisableWAL(true)) {
      List<TopicPartition> partitions =
          consumer.listTopics().values().stream()
              .flatMap(List::stream)
              .filter(one -> one.topic().startsWith(settings.runId() + "-"))
              .filter(one -> one.partition() % settings.threads() == share)
              .map(one -> new TopicPartition(one.topic(), one.partition()))
              .toList();
      for (TopicPartition partition : partitions) {
        databases.put(partition, open(partition));
      }
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(one -> consumer.position(one) < ends.get(one))) {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        for (TopicPartition partition : records.partitions()) {
          write(records.records(partition), databases.get(partition), unlogged);
        }
      }
    } finally {
      databases.values().forEach(RocksDB::close);
    }
  }

  private static void write(
      List<ConsumerRecord<byte[], byte[]>> records, RocksDB database, WriteOptions unlogged)
      throws RocksDBException {
    try (WriteBatch batch = new WriteBatch()) {
      for (ConsumerRecord<byte[], byte[]> record : records) {
        if (record.value() == null) {
          batch.delete(record.key());
        } else {
          batch.put(record.key(), record.value());
        }
      }
      database.write(unlogged, batch);
    }
  }

  /** As Kafka Streams opens a store, and then as the engine bounds it. */
  private RocksDB open(TopicPartition partition) throws IOException, RocksDBException {
    Path directory = Files.createDirectories(settings.stateDir().resolve(partition.toString()));
    Options options = new Options();
    options.setTableFormatConfig(new BlockBasedTableConfig());
    options.setWriteBufferSize(WRITE_BUFFER_BYTES);
    options.setCompressionType(CompressionType.NO_COMPRESSION);
    options.setCompactionStyle(CompactionStyle.UNIVERSAL);
    options.setMaxWriteBufferNumber(WRITE_BUFFERS);
    options.setCreateIfMissing(true);
    options.setIncreaseParallelism(Math.max(Runtime.getRuntime().availableProcessors(), 2));
    new BoundedRocksDb()
        .setConfig(
            partition.topic(), options, Map.of(BoundedRocksDb.MEMORY_MB, settings.rocksdbMb()));
    return RocksDB.open(options, directory.toString());
  }

  private Map<String, Object> config() {
    return Map.of(
        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
        settings.bootstrapServers(),
        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
        "read_committed",
        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
        false,
        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
        1_000,
        ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
        ByteArrayDeserializer.class,
        ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
        ByteArrayDeserializer.class);
  }
}
