package dev.threeway.queryapi.security;

/** A token that gives no access. */
public final class TokenRejectedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final TokenFault fault;

  TokenRejectedException(TokenFault fault) {
    super("the token is refused: " + fault);
    this.fault = fault;
  }

  TokenRejectedException(TokenFault fault, Throwable cause) {
    super("the token is refused: " + fault, cause);
    this.fault = fault;
  }

  /** What is wrong with it. */
  public TokenFault fault() {
    return fault;
  }
}
