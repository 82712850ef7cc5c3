package dev.threeway.deploy.stack;

import java.util.Objects;

/**
 * One instance of the engine.
 *
 * @param number 1 for the first, which is {@link Part#ENGINE}
 * @param api the port of its API
 * @param metrics the port of its metrics
 * @param transport how one talks to it; null for in the clear
 */
public record EngineInstance(int number, int api, int metrics, Transport transport) {
  /** Takes a missing transport for one in the clear. */
  public EngineInstance {
    transport = Objects.requireNonNullElse(transport, Transport.PLAIN);
  }

  static EngineInstance first(Addresses addresses) {
    return new EngineInstance(1, addresses.api(), addresses.metrics(), addresses.transport());
  }

  /** The name in file names and reports, such as {@code engine-2}. */
  public String id() {
    return number == 1 ? Part.ENGINE.id() : Part.ENGINE.id() + "-" + number;
  }

  /** The name inside a sentence. */
  public String title() {
    return number == 1 ? Part.ENGINE.title() : "instance %d of the engine".formatted(number);
  }

  /** The address of its API, without a path. */
  public String apiUrl() {
    return transport.scheme() + "://" + Addresses.HOST + ":" + api;
  }

  /** Its name among the instances, {@code host:port}. */
  public String address() {
    return Addresses.HOST + ":" + api;
  }
}
