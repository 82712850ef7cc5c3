package dev.threeway.simulator.truth;

/**
 * Why the engine has to turn a record away: the values of the {@code dlq.reason} header that a
 * producer can provoke, in the order in which the engine looks for them.
 */
public enum Rejection {
  UNREADABLE,
  NULL_KEY,
  NULL_VALUE,
  KEY_MISMATCH,
  WRONG_SOURCE,
  UNKNOWN_CURRENCY,
  INVALID_AMOUNT,
  UNKNOWN_ENUM,
  INVALID_ID,
  FUTURE_EVENT,
  EXPIRED
}
