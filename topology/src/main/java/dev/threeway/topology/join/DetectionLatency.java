package dev.threeway.topology.join;

import com.datadoghq.sketch.ddsketch.DDSketch;
import com.datadoghq.sketch.ddsketch.DDSketches;
import com.datadoghq.sketch.ddsketch.encoding.ByteArrayInput;
import com.datadoghq.sketch.ddsketch.encoding.GrowingByteArrayOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.kafka.common.utils.Bytes;

/**
 * How long it took to detect the breaks of one minute on one partition: a sketch whose percentiles
 * are off by one percent at most, and which adds up with others without further loss. Confined to
 * one thread.
 */
public final class DetectionLatency {
  private static final double ACCURACY = 0.01;

  private final DDSketch sketch = DDSketches.logarithmicUnboundedDense(ACCURACY);

  /**
   * The key of {@link Keyspace#TOTALS} under which a minute stands; keys are in the order of time.
   *
   * @param minute minutes since the epoch
   */
  public static Bytes key(long minute) {
    return TotalsKey.of(TotalsKey.LATENCY, minute);
  }

  /** The minute, since the epoch, that a key stands for. */
  public static long minute(Bytes key) {
    return TotalsKey.number(key);
  }

  /** A break was opened after so many ms; clocks that disagree may make it less than none. */
  void record(long millis) {
    sketch.accept((double) Math.max(0, millis));
  }

  /** How many breaks there were. */
  public long count() {
    return Math.round(sketch.getCount());
  }

  /**
   * The ms within which a share of the breaks was detected; not for a sketch of no breaks.
   *
   * @param quantile from 0 to 1
   */
  public long millis(double quantile) {
    return Math.round(sketch.getValueAtQuantile(quantile));
  }

  /** Adds those of another minute or partition. */
  public void addAll(DetectionLatency other) {
    sketch.mergeWith(other.sketch);
  }

  /** As the store holds it, for {@code decode}. */
  public byte[] encode() {
    try {
      GrowingByteArrayOutput out = GrowingByteArrayOutput.withDefaultInitialCapacity();
      sketch.encode(out, true);
      return out.trimmedCopy();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** Reads a value of the store; null gives a sketch of no breaks. */
  public static DetectionLatency decode(byte[] value) {
    DetectionLatency latency = new DetectionLatency();
    if (value != null) {
      try {
        latency.sketch.decodeAndMergeWith(ByteArrayInput.wrap(value));
      } catch (IOException damaged) {
        throw new IncompatibleStateException(
            "the detection latency of a minute is not stored as this version stores it");
      }
    }
    return latency;
  }
}
