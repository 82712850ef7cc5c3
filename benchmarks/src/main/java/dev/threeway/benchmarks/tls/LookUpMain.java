package dev.threeway.benchmarks.tls;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.threeway.benchmarks.cluster.ProcessUsage;
import dev.threeway.schemas.tls.TlsSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Asks for single transactions over connections that are kept. A process of its own: the command
 * line's is tuned for a short life, and would be slow at decrypting.
 */
public final class LookUpMain {
  /** The system property that names the file of {@link LookUps}. */
  static final String TOLD = "bench.look-ups";

  /** The system property that names the file for what was measured. */
  static final String RESULT = "bench.result";

  private static final int HTTP_OK = 200;
  private static final int DIGITS = 3;
  private static final double MICROS_PER_MILLI = 1_000;

  private final LookUps told;
  private final HttpClient http;
  private final List<HttpRequest> requests;

  private LookUpMain(LookUps told) {
    this.told = told;
    HttpClient.Builder client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5));
    this.http =
        (told.authority() == null
                ? client
                : TlsSettings.trusting(Path.of(told.authority())).applyTo(client))
            .build();
    this.requests = told.ids().stream().map(this::request).toList();
  }

  private HttpRequest request(String id) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(told.api() + "/api/v1/transactions/" + id))
            .timeout(Duration.ofSeconds(30));
    if (told.token() != null) {
      request.header("Authorization", "Bearer " + told.token());
    }
    return request.build();
  }

  /** Ends with an error if an answer is not 200. */
  public static void main(String... arguments)
      throws IOException, ExecutionException, InterruptedException {
    LookUps told = LookUps.read(Path.of(System.getProperty(TOLD)));
    Turn.Answers answers = new LookUpMain(told).ask();
    new ObjectMapper().writeValue(Path.of(System.getProperty(RESULT)).toFile(), answers);
  }

  private Turn.Answers ask() throws ExecutionException, InterruptedException {
    ProcessHandle engine = ProcessHandle.of(told.engine()).orElseThrow();
    var unused = askFor(told.warmUpMillis());
    Duration before = ProcessUsage.cpu(List.of(engine));
    long start = System.nanoTime();
    Histogram micros = askFor(told.durationMillis());
    double seconds = (System.nanoTime() - start) / 1e9;
    Duration used = ProcessUsage.cpu(List.of(engine)).minus(before);
    return new Turn.Answers(
        micros.getTotalCount(),
        seconds,
        micros.getValueAtPercentile(50) / MICROS_PER_MILLI,
        micros.getValueAtPercentile(99) / MICROS_PER_MILLI,
        used.toNanos() / 1e9);
  }

  private Histogram askFor(long millis) throws ExecutionException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    ExecutorService threads = Executors.newFixedThreadPool(told.connections());
    try {
      List<Future<Histogram>> asking = new ArrayList<>();
      for (int i = 0; i < told.connections(); i++) {
        asking.add(threads.submit(() -> askUntil(end)));
      }
      Histogram all = new Histogram(DIGITS);
      for (Future<Histogram> each : asking) {
        all.add(each.get());
      }
      return all;
    } finally {
      threads.shutdownNow();
    }
  }

  private Histogram askUntil(long end) throws IOException, InterruptedException {
    Histogram micros = new Histogram(DIGITS);
    while (System.nanoTime() < end) {
      HttpRequest request = requests.get(ThreadLocalRandom.current().nextInt(requests.size()));
      long start = System.nanoTime();
      HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
      micros.recordValue((System.nanoTime() - start) / 1_000);
      if (answer.statusCode() != HTTP_OK) {
        throw new IOException(
            "the API answers %d to %s".formatted(answer.statusCode(), request.uri()));
      }
    }
    return micros;
  }
}
