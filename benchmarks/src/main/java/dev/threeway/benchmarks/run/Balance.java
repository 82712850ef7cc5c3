package dev.threeway.benchmarks.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.threeway.benchmarks.cluster.BenchmarkException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Whether the instances have shared the partitions among them. */
final class Balance {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final Duration POLL = Duration.ofMillis(250);

  private Balance() {}

  /**
   * Waits until every partition is served, every instance serves some, and each partition has a
   * copy where there is a second instance.
   *
   * @param instance any of them, {@code host:port}
   * @throws BenchmarkException if that is not so within two minutes
   */
  static void await(String instance, int instances) {
    HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    HttpRequest question =
        HttpRequest.newBuilder(URI.create("http://" + instance + "/api/v1/admin/instances"))
            .timeout(TIMEOUT)
            .build();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!isReached(client, question, instances)) {
      if (System.nanoTime() - deadline >= 0) {
        throw new BenchmarkException(
            "%d instances have not shared the partitions after %d s"
                .formatted(instances, PATIENCE.toSeconds()));
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  private static boolean isReached(HttpClient client, HttpRequest question, int instances) {
    try {
      HttpResponse<byte[]> answer = client.send(question, HttpResponse.BodyHandlers.ofByteArray());
      return answer.statusCode() == EngineProcess.HTTP_OK
          && isReached(new ObjectMapper().readTree(answer.body()), instances);
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchmarkException("interrupted", e);
    }
  }

  static boolean isReached(JsonNode layout, int instances) {
    int serving = 0;
    int copies = 0;
    for (JsonNode each : layout.path("items")) {
      serving += each.path("active").isEmpty() ? 0 : 1;
      copies += each.path("copies").size();
    }
    return serving == instances
        && layout.path("unserved").isEmpty()
        && (instances == 1 || copies >= layout.path("partitions").asInt());
  }
}
