package dev.threeway.queryapi.push;

/** The stream takes no further client at the moment. */
public final class StreamRefusedException extends RuntimeException {
  /** Carries no stack: it is an answer. */
  StreamRefusedException(String reason) {
    super(reason, null, false, false);
  }
}
