package dev.threeway.deploy.stack;

/**
 * One instance of the engine.
 *
 * @param number 1 for the first, which is {@link Part#ENGINE}
 * @param api the port of its API
 * @param metrics the port of its metrics
 */
public record EngineInstance(int number, int api, int metrics) {
  static EngineInstance first(Addresses addresses) {
    return new EngineInstance(1, addresses.api(), addresses.metrics());
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
    return "http://" + Addresses.HOST + ":" + api;
  }

  /** Its name among the instances, {@code host:port}. */
  public String address() {
    return Addresses.HOST + ":" + api;
  }
}
