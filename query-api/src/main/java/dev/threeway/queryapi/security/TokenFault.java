package dev.threeway.queryapi.security;

/** Why a token is no good; for logs, counters and the audit, never for the one who sent it. */
public enum TokenFault {
  /** Longer than any token of ours. */
  TOO_LONG,
  /** No compact signed JWT with a readable header and claims. */
  MALFORMED,
  /** Not signed by RS256, PS256 or ES256. */
  ALGORITHM,
  /** Brings its own key or an address of one, or extensions that we do not know. */
  HEADER,
  /** The issuer has no key of this id. */
  UNKNOWN_KEY,
  /** The signature is not by the key that the token names. */
  SIGNATURE,
  /** Another issuer. */
  ISSUER,
  /** Not meant for us. */
  AUDIENCE,
  /** Issued to a client whose tokens are not taken. */
  PARTY,
  /** Ended. */
  EXPIRED,
  /** Not valid yet. */
  NOT_YET_VALID,
  /** An ID or refresh token: not for access. */
  NOT_ACCESS,
  /** Has no subject or no end. */
  INCOMPLETE
}
