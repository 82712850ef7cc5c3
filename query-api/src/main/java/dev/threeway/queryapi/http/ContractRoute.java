package dev.threeway.queryapi.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** The OpenAPI document of this API. */
final class ContractRoute {
  /** The version of the contract; instances that speak another do not understand one another. */
  static final String VERSION = "1.0.0";

  private static final String RESOURCE = "/openapi.yaml";
  private static final String YAML = "application/yaml";

  private final byte[] document = read();

  Route route() {
    return new Route(RESOURCE, List.of(YAML), request -> request.contentType(YAML).result(document))
        .kept(Freshness.REFERENCE)
        .withEntityTag();
  }

  private static byte[] read() {
    try (InputStream document = ContractRoute.class.getResourceAsStream(RESOURCE)) {
      return document.readAllBytes();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
