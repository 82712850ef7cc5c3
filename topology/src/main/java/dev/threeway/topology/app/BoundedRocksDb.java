package dev.threeway.topology.app;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.WriteBufferManager;

/**
 * Bounds the memory of all RocksDB stores of the process together, however many partitions it owns
 * and however many groups are open. Configured by {@link #MEMORY_MB}.
 */
public final class BoundedRocksDb implements RocksDBConfigSetter {
  /** The Streams property with the bound, in MB. */
  public static final String MEMORY_MB = "threeway.rocksdb.mb";

  private static final long MB = 1024L * 1024L;
  private static final long BLOCK_SIZE = 16 * 1024L;
  private static final double BLOOM_BITS = 10;

  /** One cache and one write-buffer manager for the whole process: they are never closed. */
  private static Cache cache;

  private static WriteBufferManager writeBuffers;

  @Override
  public void setConfig(String storeName, Options options, Map<String, Object> configs) {
    share(Integer.parseInt(String.valueOf(configs.get(MEMORY_MB))) * MB);
    BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
    table.setBlockCache(cache);
    table.setBlockSize(BLOCK_SIZE);
    // Indexes and filters count against the bound, too; those of level 0 stay.
    table.setCacheIndexAndFilterBlocks(true);
    table.setCacheIndexAndFilterBlocksWithHighPriority(true);
    table.setPinL0FilterAndIndexBlocksInCache(true);
    table.setFilterPolicy(new BloomFilter(BLOOM_BITS));
    options.setWriteBufferManager(writeBuffers);
    // The first look-up of a group always misses: the last level needs its filters.
    options.setOptimizeFiltersForHits(false);
    options.setTableFormatConfig(table);
  }

  @Override
  public void close(String storeName, Options options) {
    // What the options hold is shared by all stores.
  }

  private static synchronized void share(long bytes) {
    if (cache == null) {
      cache = new LRUCache(bytes, -1, false, 0.1);
      writeBuffers = new WriteBufferManager(bytes / 2, cache);
    }
  }
}
