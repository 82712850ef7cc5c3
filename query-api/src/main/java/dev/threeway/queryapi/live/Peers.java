package dev.threeway.queryapi.live;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Asks the instance that owns a partition, once. Thread-safe. */
public final class Peers {
  /**
   * A peer's whole answer.
   *
   * @param contentType null if the peer named none
   * @param retryAfter null if the peer named none
   */
  public record Answer(int status, String contentType, String retryAfter, byte[] body) {}

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);
  private static final Duration TIMEOUT = Duration.ofSeconds(3);

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_TIMEOUT)
          .build();

  /**
   * Passes a GET on to the owner.
   *
   * @param pathAndQuery as the caller sent it, still percent-encoded
   * @param headers what to send along
   * @throws NotReadableException if the owner does not answer in time
   */
  public Answer get(GroupAnswer.Elsewhere owner, String pathAndQuery, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://" + owner.owner() + pathAndQuery))
            .timeout(TIMEOUT);
    headers.forEach(request::header);
    try {
      HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
      return new Answer(
          response.statusCode(),
          response.headers().firstValue("Content-Type").orElse(null),
          response.headers().firstValue("Retry-After").orElse(null),
          response.body());
    } catch (IOException silent) {
      throw noAnswer(owner);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw noAnswer(owner);
    }
  }

  private static NotReadableException noAnswer(GroupAnswer.Elsewhere owner) {
    return new NotReadableException(
        "Partition %d belongs to instance %s, which does not answer."
            .formatted(owner.partition(), owner.owner()),
        List.of(owner.partition()));
  }
}
