package dev.threeway.topology.replay;

/** A line of the input is no replay step; the message names the line and what is wrong with it. */
public final class ReplayInputException extends RuntimeException {
  ReplayInputException(long line, String problem, Throwable cause) {
    super("line %d: %s".formatted(line, problem), cause);
  }
}
