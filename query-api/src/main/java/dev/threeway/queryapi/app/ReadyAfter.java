package dev.threeway.queryapi.app;

import dev.threeway.queryapi.live.EngineState;
import java.util.function.BooleanSupplier;

/**
 * The state of an engine that is ready for queries only once something else is over, too.
 *
 * @param over becomes true in bounded time, whatever happens
 */
record ReadyAfter(EngineState engine, BooleanSupplier over) implements EngineState {
  @Override
  public boolean isStarted() {
    return engine.isStarted();
  }

  @Override
  public boolean isAlive() {
    return engine.isAlive();
  }

  @Override
  public boolean isReady() {
    return over.getAsBoolean() && engine.isReady();
  }

  @Override
  public String name() {
    return engine.name();
  }
}
