package dev.threeway.queryapi.live;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks other instances over HTTP, each request once. Thread-safe. */
public final class Peers {
  /**
   * A peer's whole answer.
   *
   * @param contentType null if the peer named none
   * @param retryAfter null if the peer named none
   * @param contract the version of the contract that the peer speaks; null if it named none
   */
  public record Answer(
      int status, String contentType, String retryAfter, String contract, byte[] body) {}

  /** The response header with the version of the contract that an instance speaks. */
  public static final String CONTRACT = "Threeway-Contract";

  private static final Logger LOG = LoggerFactory.getLogger(Peers.class);
  private static final String JSON = "application/json";
  private static final String PROBLEM = "application/problem+json";
  private static final int SERVER_ERROR = 500;
  private static final int UNAVAILABLE = 503;
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_TIMEOUT)
          // What there is to do is short: where it is handed to another thread, on a busy machine,
          // waiting for that thread takes longest.
          .executor(Runnable::run)
          .build();
  private final Duration timeout;

  /**
   * Asks from here.
   *
   * @param timeout how long each answer may take
   */
  public Peers(Duration timeout) {
    this.timeout = timeout;
  }

  /**
   * Sends a GET.
   *
   * @param instance {@code host:port}
   * @return completed with an {@link IOException} if there is no answer in time
   */
  CompletableFuture<Answer> ask(String instance, Question question) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://" + instance + question.pathAndQuery()))
            .timeout(timeout);
    question.headers().forEach(request::header);
    return client
        .sendAsync(request.build(), BodyHandlers.ofByteArray())
        .orTimeout(2 * timeout.toMillis(), TimeUnit.MILLISECONDS)
        .thenApply(
            response ->
                new Answer(
                    response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse(null),
                    response.headers().firstValue("Retry-After").orElse(null),
                    response.headers().firstValue(CONTRACT).orElse(null),
                    response.body()));
  }

  /**
   * Sends a GET and waits for what comes back.
   *
   * @return empty if there is no answer in time, or one that no instance would give
   */
  public Optional<Answer> get(String instance, Question question) {
    return await(instance, ask(instance, question));
  }

  /**
   * Sends the same to several, at once.
   *
   * @return what each gives, as by {@link #get}
   */
  public Map<String, Optional<Answer>> getAll(Collection<String> instances, Question question) {
    Map<String, CompletableFuture<Answer>> asked = new LinkedHashMap<>();
    instances.forEach(instance -> asked.put(instance, ask(instance, question)));
    Map<String, Optional<Answer>> answers = new LinkedHashMap<>();
    asked.forEach((instance, answer) -> answers.put(instance, await(instance, answer)));
    return answers;
  }

  private static Optional<Answer> await(String instance, CompletableFuture<Answer> answer) {
    try {
      return Optional.of(answer.join()).filter(Peers::isOurs);
    } catch (CompletionException silent) {
      LOG.atWarn()
          .addKeyValue("instance", instance)
          .log("A peer does not answer: {}", silent.getCause().toString());
      return Optional.empty();
    }
  }

  /** An answer of this API: JSON, or a problem that a caller may be told. */
  private static boolean isOurs(Answer answer) {
    String type = answer.contentType() == null ? "" : answer.contentType();
    boolean failed = answer.status() >= SERVER_ERROR && answer.status() != UNAVAILABLE;
    return !failed && (type.startsWith(JSON) || type.startsWith(PROBLEM));
  }
}
