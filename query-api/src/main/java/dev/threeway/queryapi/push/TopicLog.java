package dev.threeway.queryapi.push;

import java.time.Duration;
import java.util.List;

/** The two topics that are streamed. Thread-safe; what it opens is for one thread at a time. */
public interface TopicLog {
  /**
   * Opens a reader that stands nowhere yet.
   *
   * @throws org.apache.kafka.common.KafkaException if the topics cannot be read at the moment
   */
  Cursor open();

  /**
   * Reads committed records of every partition. Positions are arrays over the slots of the layout,
   * each the offset that is read next. Every method may throw a {@link
   * org.apache.kafka.common.KafkaException}, after which the cursor is good only for closing.
   */
  interface Cursor extends AutoCloseable {
    /** The partitions as they were when the cursor was opened. */
    Layout layout();

    /** The first offsets that the topics still hold. */
    long[] beginnings();

    /** The offsets behind the last committed record. */
    long[] ends();

    /** Goes to a position. */
    void seek(long[] position);

    /**
     * The next records, some hundred at most, in order within each partition; none if there are
     * none within the time.
     *
     * @throws org.apache.kafka.clients.consumer.OffsetOutOfRangeException if the topics do not hold
     *     the position
     */
    List<TopicRecord> poll(Duration timeout);

    /** The position behind what was read. */
    long[] position();

    @Override
    void close();
  }
}
