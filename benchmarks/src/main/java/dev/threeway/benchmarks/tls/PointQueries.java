package dev.threeway.benchmarks.tls;

import dev.threeway.benchmarks.cluster.BenchmarkException;
import dev.threeway.benchmarks.cluster.ProcessUsage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import org.HdrHistogram.Histogram;

/** Look-ups of single transactions over connections that are kept. */
final class PointQueries {
  private static final int HTTP_OK = 200;
  private static final int DIGITS = 3;
  private static final double MICROS_PER_MILLI = 1_000;

  private final Side side;
  private final List<HttpRequest> requests;

  /**
   * @param ids of transactions that are there
   */
  PointQueries(Side side, List<String> ids) {
    this.side = side;
    String authorization = side.token().map("Bearer "::concat).orElse(null);
    requests = ids.stream().map(id -> request(side.apiUrl(), id, authorization)).toList();
  }

  private static HttpRequest request(String api, String id, String authorization) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(api + "/api/v1/transactions/" + id))
            .timeout(Duration.ofSeconds(30));
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    return request.build();
  }

  /**
   * Asks.
   *
   * @throws BenchmarkException if an answer is not 200
   */
  Turn.Answers ask(TlsPlan plan) {
    askFor(plan.connections(), plan.warmUp());
    Duration before = ProcessUsage.cpu(List.of(side.engine()));
    long start = System.nanoTime();
    Histogram micros = askFor(plan.connections(), plan.duration());
    double seconds = (System.nanoTime() - start) / 1e9;
    Duration used = ProcessUsage.cpu(List.of(side.engine())).minus(before);
    return new Turn.Answers(
        micros.getTotalCount(),
        seconds,
        micros.getValueAtPercentile(50) / MICROS_PER_MILLI,
        micros.getValueAtPercentile(99) / MICROS_PER_MILLI,
        Backlog.seconds(used));
  }

  private Histogram askFor(int connections, Duration time) {
    long end = System.nanoTime() + time.toNanos();
    ExecutorService threads = Executors.newFixedThreadPool(connections);
    try {
      List<Future<Histogram>> asking = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        asking.add(threads.submit(() -> askUntil(end)));
      }
      Histogram all = new Histogram(DIGITS);
      for (Future<Histogram> each : asking) {
        all.add(each.get());
      }
      return all;
    } catch (ExecutionException failed) {
      throw new BenchmarkException(
          "%s: %s".formatted(side.name(), failed.getCause().getMessage()), failed);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchmarkException("interrupted", e);
    } finally {
      threads.shutdownNow();
    }
  }

  private Histogram askUntil(long end) throws IOException, InterruptedException {
    Histogram micros = new Histogram(DIGITS);
    while (System.nanoTime() < end) {
      HttpRequest request = requests.get(ThreadLocalRandom.current().nextInt(requests.size()));
      long start = System.nanoTime();
      HttpResponse<byte[]> answer =
          side.http().send(request, HttpResponse.BodyHandlers.ofByteArray());
      micros.recordValue((System.nanoTime() - start) / 1_000);
      if (answer.statusCode() != HTTP_OK) {
        throw new BenchmarkException(
            "the API answers %d to %s".formatted(answer.statusCode(), request.uri()));
      }
    }
    return micros;
  }
}
