package dev.threeway.topology.join;

/**
 * The time of one partition, as it is stored with it. All times are in ms since the epoch.
 *
 * <p>Stream time is the latest event time that was taken in. While no input is left to read, time
 * goes on with the wall clock from there. Confined to the thread of its task.
 */
final class PartitionClock {
  private static final byte FORMAT = 2;

  private long streamTime = Long.MIN_VALUE;
  private long advancedAt = Long.MIN_VALUE;
  private long decidedThrough = Long.MIN_VALUE;
  private long purgedThrough = Long.MIN_VALUE;

  /** Whether any leg was ever taken in; until then there is no time. */
  boolean hasStarted() {
    return streamTime != Long.MIN_VALUE;
  }

  long streamTime() {
    return streamTime;
  }

  /** Takes note of a leg's event time; time never goes backwards. */
  void observe(long eventTime, long now) {
    if (eventTime > streamTime) {
      streamTime = eventTime;
      advancedAt = now;
    }
  }

  /** Every group whose deadline lies before this has been looked at after its deadline. */
  long decidedThrough() {
    return decidedThrough;
  }

  void decidedThrough(long deadline) {
    decidedThrough = Math.max(decidedThrough, deadline);
  }

  /** Every group whose deadline lies before this has been purged. */
  long purgedThrough() {
    return purgedThrough;
  }

  void purgedThrough(long deadline) {
    purgedThrough = Math.max(purgedThrough, deadline);
  }

  /**
   * What time it was on this partition at an instant up to which all input has been read.
   *
   * @param instant wall-clock ms
   * @param streamTimeThen the stream time at that instant
   */
  long timeAt(long instant, long streamTimeThen) {
    boolean quietSince = streamTimeThen == streamTime && advancedAt <= instant;
    return quietSince ? streamTime + (instant - advancedAt) : streamTimeThen;
  }

  /**
   * The first instant, in wall-clock ms, at which a quiet partition's time has passed a deadline.
   */
  long instantAfter(long deadline) {
    return deadline < streamTime ? advancedAt : advancedAt + (deadline - streamTime) + 1;
  }

  /** An upper bound of what {@link #timeAt} can say for any instant up to {@code now}. */
  long latestPossibleTime(long now) {
    return Math.max(decidedThrough, streamTime + Math.max(0, now - advancedAt));
  }

  byte[] encode() {
    BinaryOutput out = new BinaryOutput(48);
    out.writeByte(FORMAT);
    out.writeSigned(streamTime);
    out.writeSigned(advancedAt);
    out.writeSigned(decidedThrough);
    out.writeSigned(purgedThrough);
    return out.toByteArray();
  }

  static PartitionClock decode(byte[] value) {
    PartitionClock clock = new PartitionClock();
    if (value != null) {
      BinaryInput in = new BinaryInput(value);
      int format = in.readByte();
      if (format != FORMAT) {
        throw new IncompatibleStateException(
            "the stored state has format %d, this version reads format %d"
                .formatted(format, FORMAT));
      }
      clock.streamTime = in.readSigned();
      clock.advancedAt = in.readSigned();
      clock.decidedThrough = in.readSigned();
      clock.purgedThrough = in.readSigned();
    }
    return clock;
  }
}
