package dev.threeway.queryapi.push;

import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A cursor that is opened when it is needed, and again after a failure. For one thread. */
final class Reading {
  private static final Logger LOG = LoggerFactory.getLogger(Reading.class);

  private final TopicLog log;
  private TopicLog.Cursor cursor;

  Reading(TopicLog log) {
    this.log = log;
  }

  boolean isOpen() {
    return cursor != null;
  }

  /** The cursor, opened if it was not. */
  TopicLog.Cursor cursor() {
    if (cursor == null) {
      cursor = log.open();
    }
    return cursor;
  }

  /** Closes the cursor if there is one; never fails. */
  void close() {
    if (cursor == null) {
      return;
    }
    // A client that finds its thread interrupted would leave its connections open.
    boolean interrupted = Thread.interrupted();
    try {
      cursor.close();
    } catch (KafkaException alreadyLost) {
      LOG.debug("A reader could not be closed", alreadyLost);
    } finally {
      cursor = null;
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
