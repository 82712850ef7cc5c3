package dev.threeway.queryapi.push;

/**
 * Makes JSON of what events tell, for the eyes of a group of clients. Thread-safe. The JSON is kept
 * with an event, by the identity of the renderer: use one instance for all clients that may see the
 * same.
 */
public interface EventRenderer {
  /**
   * One line of JSON in UTF-8.
   *
   * @param payload a {@code Mismatch}, a {@code ReconciliationResult}, a {@link StreamStats}, an
   *     {@link Incident} or a {@link Gap}
   */
  byte[] render(Object payload);
}
