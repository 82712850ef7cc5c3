package dev.threeway.sink.installer;

/** Connect is not there, or does not take the connectors; the message says in one line why. */
public final class InstallException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  InstallException(String message) {
    super(message);
  }

  InstallException(String message, Throwable cause) {
    super(message, cause);
  }
}
