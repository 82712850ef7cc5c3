package dev.threeway.schemas.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.threeway.schemas.wire.RegistrySettings.Address;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongUnaryOperator;
import java.util.stream.Collectors;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings requests to whichever address of the registry answers: rounds over all addresses, starting
 * with the one that answered last, with a pause that grows between the rounds.
 */
final class RegistryTransport {
  /** Time as the transport needs it, so that tests need not wait. */
  interface Pauses {
    long nanoTime();

    void sleep(Duration pause) throws InterruptedException;

    Pauses REAL =
        new Pauses() {
          @Override
          public long nanoTime() {
            return System.nanoTime();
          }

          @Override
          public void sleep(Duration pause) throws InterruptedException {
            TimeUnit.NANOSECONDS.sleep(pause.toNanos());
          }
        };
  }

  /**
   * An answer that is neither lost nor "overloaded".
   *
   * @param body missing if it is no JSON
   */
  record Answer(Address from, int status, JsonNode body) {}

  private static final Logger LOG = LoggerFactory.getLogger(RegistryTransport.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_DOUBLINGS = 20;
  private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";

  private final RegistrySettings settings;
  private final HttpClient client;
  private final Pauses pauses;
  private final LongUnaryOperator random;
  private final AtomicInteger preferred = new AtomicInteger();

  /**
   * A transport.
   *
   * @param random gives a number from 0 to below its argument, by which pauses are spread
   */
  RegistryTransport(RegistrySettings settings, Pauses pauses, LongUnaryOperator random) {
    this.settings = settings;
    this.pauses = pauses;
    this.random = random;
    this.client =
        settings
            .tls()
            .applyTo(HttpClient.newBuilder())
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(settings.connectTimeout())
            .build();
  }

  /**
   * Makes a call.
   *
   * @param path below the base address, encoded
   * @throws RegistryUnreachableException after the last round
   */
  Answer call(String method, String path, Optional<JsonNode> body) {
    long deadline = pauses.nanoTime() + settings.callTimeout().toNanos();
    Map<Address, String> failures = new LinkedHashMap<>();
    for (int round = 0; ; round++) {
      Optional<Answer> answer = askAll(method, path, body, deadline, failures);
      if (answer.isPresent()) {
        return answer.get();
      }
      Duration pause = pauseAfter(round);
      if (round == settings.maxRetries() || left(deadline) <= pause.toNanos()) {
        throw unreachable(method, path, round + 1, failures);
      }
      LOG.debug("{} {}: no answer in round {}: {}", method, path, round + 1, failures);
      sleep(pause);
    }
  }

  private Optional<Answer> askAll(
      String method,
      String path,
      Optional<JsonNode> body,
      long deadline,
      Map<Address, String> failures) {
    int first = preferred.get();
    for (int i = 0; i < settings.addresses().size(); i++) {
      int index = (first + i) % settings.addresses().size();
      Address address = settings.addresses().get(index);
      if (left(deadline) <= 0) {
        failures.putIfAbsent(address, "not asked for want of time");
        continue;
      }
      try {
        Answer answer = ask(address, method, path, body, left(deadline));
        if (!overloaded(answer.status())) {
          preferred.set(index);
          return Optional.of(answer);
        }
        failures.put(address, "answered " + answer.status());
      } catch (IOException e) {
        failures.put(address, reason(e));
      }
    }
    return Optional.empty();
  }

  private Answer ask(
      Address address, String method, String path, Optional<JsonNode> body, long nanosLeft)
      throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address.base() + path))
            .header("Accept", CONTENT_TYPE + ", application/json")
            .header("Content-Type", CONTENT_TYPE)
            .method(
                method,
                body.map(json -> BodyPublishers.ofString(json.toString()))
                    .orElseGet(BodyPublishers::noBody));
    address.authorization().ifPresent(value -> request.header("Authorization", value));
    // The client's own timeout ends with the headers; a body that never comes has to end as well.
    long timeout = Math.min(settings.readTimeout().toNanos(), nanosLeft);
    CompletableFuture<HttpResponse<byte[]>> exchange =
        client.sendAsync(request.build(), BodyHandlers.ofByteArray());
    try {
      HttpResponse<byte[]> response = exchange.get(timeout, TimeUnit.NANOSECONDS);
      return new Answer(address, response.statusCode(), json(response.body()));
    } catch (TimeoutException e) {
      exchange.cancel(true);
      throw new IOException("no answer within " + Duration.ofNanos(timeout).toMillis() + " ms", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
    } catch (InterruptedException e) {
      exchange.cancel(true);
      throw new InterruptException(e);
    }
  }

  private static JsonNode json(byte[] body) {
    try {
      return JSON.readTree(body);
    } catch (IOException e) {
      return MissingNode.getInstance();
    }
  }

  private static boolean overloaded(int status) {
    return status >= 500 || status == 429 || status == 408;
  }

  private long left(long deadline) {
    return deadline - pauses.nanoTime();
  }

  /** A random part of a pause that doubles with each round: clients must not come back as one. */
  private Duration pauseAfter(int round) {
    Duration doubled = settings.firstWait().multipliedBy(1L << Math.min(round, MOST_DOUBLINGS));
    long longest = Math.min(doubled.toMillis(), settings.longestWait().toMillis());
    long half = longest / 2;
    return Duration.ofMillis(longest - half + random.applyAsLong(half + 1));
  }

  private void sleep(Duration pause) {
    try {
      pauses.sleep(pause);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  private static String reason(IOException e) {
    // The client's own exception has no message.
    if (e instanceof ConnectException && e.getMessage() == null) {
      return "cannot connect";
    }
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }

  private static RegistryUnreachableException unreachable(
      String method, String path, int rounds, Map<Address, String> failures) {
    String reasons =
        failures.entrySet().stream()
            .map(failure -> failure.getKey() + ": " + failure.getValue())
            .collect(Collectors.joining("; "));
    return new RegistryUnreachableException(
        "schema registry unreachable: %s %s had no answer in %d round(s) (%s)"
            .formatted(method, path, rounds, reasons));
  }
}
