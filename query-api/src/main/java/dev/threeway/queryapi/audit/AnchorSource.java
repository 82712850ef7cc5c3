package dev.threeway.queryapi.audit;

import java.util.List;

/** Where anchors are kept. */
interface AnchorSource {
  /** Takes anchors in the order in which they were published. */
  interface Batch<E extends Exception> {
    void take(List<Anchor> anchors) throws E;
  }

  /**
   * Gives every anchor that there is.
   *
   * @throws org.apache.kafka.common.KafkaException if they cannot be read
   */
  <E extends Exception> void forEachBatch(Batch<E> batches) throws E;
}
