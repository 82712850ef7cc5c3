package dev.threeway.queryapi.http;

import dev.threeway.queryapi.live.EngineState;

/** An engine that is in one state. */
record FixedState(boolean isStarted, boolean isAlive, boolean isReady, String name)
    implements EngineState {
  static final FixedState RUNNING = new FixedState(true, true, true, "RUNNING");
}
