package dev.threeway.deploy.stack;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** Asks whether an address answers with 200. */
final class HttpProbe {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private HttpProbe() {}

  /** Why the address does not answer with 200; empty if it does. */
  static Optional<String> problem(Transport transport, String url) {
    try {
      int status =
          send(transport.http(), HttpRequest.newBuilder(URI.create(url)).GET()).statusCode();
      return status == 200 ? Optional.empty() : Optional.of(url + " answers " + status);
    } catch (IOException e) {
      return Optional.of(url + " does not answer");
    }
  }

  private static HttpResponse<String> send(HttpClient client, HttpRequest.Builder request)
      throws IOException {
    try {
      return client.send(request.timeout(TIMEOUT).build(), HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
