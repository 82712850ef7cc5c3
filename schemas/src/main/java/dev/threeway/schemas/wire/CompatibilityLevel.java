package dev.threeway.schemas.wire;

/** What a registry demands of the next schema of a subject; the names are Confluent's. */
public enum CompatibilityLevel {
  NONE(false, false, false),
  BACKWARD(true, false, false),
  BACKWARD_TRANSITIVE(true, false, true),
  FORWARD(false, true, false),
  FORWARD_TRANSITIVE(false, true, true),
  FULL(true, true, false),
  FULL_TRANSITIVE(true, true, true);

  private final boolean readsOlder;
  private final boolean readByOlder;
  private final boolean transitive;

  CompatibilityLevel(boolean readsOlder, boolean readByOlder, boolean transitive) {
    this.readsOlder = readsOlder;
    this.readByOlder = readByOlder;
    this.transitive = transitive;
  }

  /** Whether a next schema has to read what earlier ones wrote. */
  public boolean readsOlder() {
    return readsOlder;
  }

  /** Whether earlier schemas have to read what a next one writes. */
  public boolean readByOlder() {
    return readByOlder;
  }

  /** Whether the demand covers all earlier schemas, and not the last one alone. */
  public boolean transitive() {
    return transitive;
  }
}
