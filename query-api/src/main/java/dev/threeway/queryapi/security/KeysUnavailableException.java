package dev.threeway.queryapi.security;

/** The issuer's keys cannot be had, so nothing can be said about a token. */
public final class KeysUnavailableException extends Exception {
  private static final long serialVersionUID = 1L;

  KeysUnavailableException(Throwable cause) {
    super("the keys of the token issuer cannot be read", cause);
  }
}
