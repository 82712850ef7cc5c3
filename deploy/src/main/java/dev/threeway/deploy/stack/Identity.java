package dev.threeway.deploy.stack;

import java.util.Locale;

/**
 * Who takes part in an encrypted stack, by a certificate of its own; each may do its own work and
 * no more.
 */
public enum Identity {
  /** Creates topics, tables and rights, and may do everything. */
  INSTALLER,
  /** Looks at what is there, and compares. */
  READER,
  /** Puts dead letters back. */
  OPERATOR,
  /** Writes legs. */
  SIMULATOR,
  /** Every instance of the engine. */
  ENGINE,
  /** The Connect worker with its sinks. */
  CONNECT,
  /** The broker, which is its own controller. */
  BROKER,
  /** The schema registry. */
  REGISTRY,
  /** The database's server. */
  POSTGRES,
  /** The issuer of tokens. */
  KEYCLOAK;

  /** The name in certificates and file names, such as {@code engine}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
