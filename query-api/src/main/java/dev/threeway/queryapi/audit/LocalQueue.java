package dev.threeway.queryapi.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * A bounded queue on disk, first in, first out. What was taken in is there after the process was
 * killed; after a power cut all but what came since the last {@link #sync} is. Any thread adds, one
 * takes.
 */
final class LocalQueue implements AutoCloseable {
  private static final long MB = 1024L * 1024L;
  private static final long WRITE_BUFFER = 2 * MB;
  private static final long LARGEST_LOG = 16 * MB;

  static {
    // Before any of its objects is made.
    RocksDB.loadLibrary();
  }

  private final Options options;
  private final WriteOptions unsynced = new WriteOptions();
  private final RocksDB entries;
  private final long capacity;
  private volatile long first;
  private volatile long next;
  private boolean closed;

  /**
   * Opens the queue in a directory, or begins one.
   *
   * @param capacity the most entries
   * @throws UncheckedIOException if another process has it open, or it cannot be read
   */
  LocalQueue(Path directory, long capacity) {
    this.capacity = capacity;
    this.options =
        new Options()
            .setCreateIfMissing(true)
            .setWriteBufferSize(WRITE_BUFFER)
            .setMaxTotalWalSize(LARGEST_LOG)
            .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
            .setKeepLogFileNum(2);
    try {
      Files.createDirectories(directory);
      this.entries = RocksDB.open(options, directory.toString());
    } catch (IOException | RocksDBException e) {
      options.close();
      throw new UncheckedIOException(
          "cannot open the queue of the audit in %s: %s".formatted(directory, e.getMessage()),
          e instanceof IOException io ? io : new IOException(e));
    }
    try (RocksIterator all = entries.newIterator()) {
      all.seekToFirst();
      if (all.isValid()) {
        first = number(all.key());
        all.seekToLast();
        next = number(all.key()) + 1;
      }
    }
  }

  /**
   * Adds an entry.
   *
   * @param reserve how many places have to stay free for others
   * @return false if there is no room
   * @throws IOException if the disk does not take it
   */
  synchronized boolean add(byte[] entry, long reserve) throws IOException {
    if (closed || depth() >= capacity - reserve) {
      return false;
    }
    try {
      entries.put(unsynced, key(next), entry);
    } catch (RocksDBException e) {
      throw new IOException(e);
    }
    next++;
    return true;
  }

  /** The oldest entries, which stay; for the one thread that takes. */
  List<byte[]> peek(int most) {
    List<byte[]> oldest = new ArrayList<>();
    long end = Math.min(next, first + most);
    try (RocksIterator all = entries.newIterator()) {
      for (all.seek(key(first)); all.isValid() && oldest.size() < end - first; all.next()) {
        oldest.add(all.value());
      }
    }
    return oldest;
  }

  /** Forgets the oldest entries; for the one thread that takes. */
  synchronized void remove(int number) throws IOException {
    try (WriteBatch oldest = new WriteBatch()) {
      for (long taken = first; taken < first + number; taken++) {
        oldest.delete(key(taken));
      }
      entries.write(unsynced, oldest);
    } catch (RocksDBException e) {
      throw new IOException(e);
    }
    first += number;
  }

  /** Makes what was added so far outlast a power cut. */
  void sync() throws IOException {
    try {
      entries.syncWal();
    } catch (RocksDBException e) {
      throw new IOException(e);
    }
  }

  long depth() {
    return next - first;
  }

  long capacity() {
    return capacity;
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      entries.close();
      unsynced.close();
      options.close();
    }
  }

  private static byte[] key(long number) {
    return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
  }

  private static long number(byte[] key) {
    return ByteBuffer.wrap(key).getLong();
  }
}
