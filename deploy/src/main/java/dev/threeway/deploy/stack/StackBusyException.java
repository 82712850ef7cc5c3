package dev.threeway.deploy.stack;

/** Another stack runs in the same directory. The message is one line that names its process. */
public final class StackBusyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StackBusyException(String message) {
    super(message);
  }
}
