package dev.threeway.topology.replay;

import dev.threeway.schemas.records.Mismatch;
import dev.threeway.schemas.records.ReconciliationResult;
import java.time.Instant;
import java.util.Map;

/** Takes what a replay publishes, in order. */
public interface ReplayOutput {
  void mismatch(String key, Instant timestamp, Mismatch value);

  void result(String key, Instant timestamp, ReconciliationResult value);

  /**
   * A record that was rejected.
   *
   * @param key null if the record had none
   * @param value the record's bytes; null if it had none
   */
  void deadLetter(String key, Instant timestamp, Map<String, String> headers, byte[] value);

  /** Hands everything to both outputs. */
  default ReplayOutput and(ReplayOutput other) {
    ReplayOutput first = this;
    return new ReplayOutput() {
      @Override
      public void mismatch(String key, Instant timestamp, Mismatch value) {
        first.mismatch(key, timestamp, value);
        other.mismatch(key, timestamp, value);
      }

      @Override
      public void result(String key, Instant timestamp, ReconciliationResult value) {
        first.result(key, timestamp, value);
        other.result(key, timestamp, value);
      }

      @Override
      public void deadLetter(
          String key, Instant timestamp, Map<String, String> headers, byte[] value) {
        first.deadLetter(key, timestamp, headers, value);
        other.deadLetter(key, timestamp, headers, value);
      }
    };
  }
}
