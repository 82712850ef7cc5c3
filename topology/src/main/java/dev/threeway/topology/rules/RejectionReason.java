package dev.threeway.topology.rules;

/** Why a leg is not taken in; the first that applies, in this order. */
public enum RejectionReason {
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
