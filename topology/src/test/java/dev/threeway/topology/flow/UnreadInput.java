package dev.threeway.topology.flow;

import dev.threeway.schemas.records.Source;
import dev.threeway.topology.join.InputHorizon;

/** A horizon that the test moves: what lies beyond it is readable but not read yet. */
final class UnreadInput implements InputHorizon {
  private long readThrough = NOTHING;

  void everythingHasBeenReadUpTo(long instant) {
    readThrough = instant;
  }

  @Override
  public void assigned(int partition) {}

  @Override
  public void released(int partition) {}

  @Override
  public void taken(Source source, int partition, long offset) {}

  @Override
  public long readThrough(int partition) {
    return readThrough;
  }
}
