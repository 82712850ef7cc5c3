package dev.threeway.sink.installer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/** Connect's REST interface. Safe for use by many threads. */
final class ConnectClient {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI address;
  private final Duration requestTimeout;
  private final HttpClient http;

  /**
   * A client of one worker.
   *
   * @param address the worker's address
   * @param requestTimeout how long one request may take
   */
  ConnectClient(ConnectAddress address, Duration requestTimeout) {
    this.address = URI.create(address.url().toString().replaceFirst("/+$", ""));
    this.requestTimeout = requestTimeout;
    this.http =
        address
            .tls()
            .applyTo(HttpClient.newBuilder())
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(requestTimeout)
            .build();
  }

  /**
   * An answer of the worker.
   *
   * @param status the HTTP status
   * @param body the JSON in it; a missing node if there is none
   */
  record Answer(int status, JsonNode body) {
    boolean isOk() {
      return status >= 200 && status < 300;
    }

    /** The worker is starting, rebalancing or busy: the same request may do later. */
    boolean isForLater() {
      return status == 409 || status == 429 || status >= 500;
    }

    /** The worker's message, on one line. */
    String message() {
      String message = body.path("message").asText();
      return "status %d%s".formatted(status, message.isEmpty() ? "" : ", " + Lines.one(message));
    }
  }

  URI address() {
    return address;
  }

  Answer get(String path) throws IOException {
    return send(request(path).GET());
  }

  Answer put(String path, Map<String, String> body) throws IOException {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(JSON.writeValueAsString(body))));
  }

  Answer post(String path) throws IOException {
    return send(request(path).POST(BodyPublishers.noBody()));
  }

  Answer delete(String path) throws IOException {
    return send(request(path).DELETE());
  }

  /** A name as part of a path. */
  static String part(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(address + path))
        .timeout(requestTimeout)
        .header("Accept", "application/json");
  }

  private Answer send(HttpRequest.Builder request) throws IOException {
    try {
      var response = http.send(request.build(), BodyHandlers.ofString());
      return new Answer(response.statusCode(), parse(response.body()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InstallException("interrupted while waiting for Kafka Connect at " + address, e);
    }
  }

  private static JsonNode parse(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }
}
