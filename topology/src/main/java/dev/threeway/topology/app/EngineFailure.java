package dev.threeway.topology.app;

/**
 * Why the engine stopped for good.
 *
 * @param message one line that says what is wrong and what to do
 * @param startAgain whether a fresh start may help; false if it would fail in the same way
 */
public record EngineFailure(String message, boolean startAgain) {}
