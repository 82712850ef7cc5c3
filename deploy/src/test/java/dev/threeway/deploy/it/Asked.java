package dev.threeway.deploy.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/**
 * An answer of the API.
 *
 * @param retryAfter whether it says when to come back
 */
record Asked(String question, int status, boolean retryAfter, JsonNode body) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();

  /**
   * Asks an instance.
   *
   * @throws IOException if it does not answer
   */
  static Asked of(String apiUrl, String pathAndQuery) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(apiUrl + "/api/v1" + pathAndQuery))
            .timeout(TIMEOUT)
            .build();
    try {
      HttpResponse<byte[]> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofByteArray());
      return new Asked(
          pathAndQuery,
          response.statusCode(),
          response.headers().firstValue("Retry-After").isPresent(),
          JSON.readTree(response.body()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  boolean isStale() {
    return body.path("stale").asBoolean();
  }

  boolean isComplete() {
    return body.path("complete").asBoolean();
  }
}
