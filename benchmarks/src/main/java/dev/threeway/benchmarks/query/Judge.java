package dev.threeway.benchmarks.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Judges every answer, in a thread of its own: what is measured does not wait for it. An answer is
 * right, or declared stale or partial, or a 503 that says when to come back; everything else is
 * wrong.
 */
final class Judge implements AutoCloseable {
  /** What an answer can be. */
  enum Verdict {
    RIGHT,
    STALE,
    PARTIAL,
    UNAVAILABLE,
    WRONG
  }

  /** An answer as it came. */
  record Received(
      Question question,
      String instance,
      int status,
      boolean retryAfter,
      byte[] body,
      long atMillis) {}

  private static final int UNAVAILABLE = 503;
  private static final int MOST_NAMED = 20;
  private static final int EXCERPT = 300;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final TransactionJudge transactions;
  private final ListJudge lists;
  private final Questions questions;
  private final LinkedBlockingQueue<Received> waiting = new LinkedBlockingQueue<>();
  private final Map<Verdict, Long> counts = new EnumMap<>(Verdict.class);
  private final List<String> wrong = new ArrayList<>();
  private final Thread thread = new Thread(this::run, "judge");
  private volatile boolean stopping;

  Judge(TransactionJudge transactions, ListJudge lists, Questions questions) {
    this.transactions = transactions;
    this.lists = lists;
    this.questions = questions;
    for (Verdict verdict : Verdict.values()) {
      counts.put(verdict, 0L);
    }
  }

  void start() {
    thread.start();
  }

  /** Takes an answer; never waits. */
  void take(Received received) {
    waiting.add(received);
  }

  /** How many answers of each kind there were; to be asked once it is closed. */
  Map<Verdict, Long> counts() {
    return counts;
  }

  /** The first wrong answers, each in a line; to be asked once it is closed. */
  List<String> wrong() {
    return wrong;
  }

  private void run() {
    try {
      while (!stopping || !waiting.isEmpty()) {
        Received next = waiting.poll(100, TimeUnit.MILLISECONDS);
        if (next != null) {
          judge(next);
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void judge(Received received) {
    Verdict verdict = Verdict.WRONG;
    String why;
    try {
      Answer answer =
          new Answer(
              received.question(),
              received.instance(),
              received.status(),
              received.retryAfter(),
              JSON.readTree(received.body()),
              received.atMillis());
      why = whyWrong(answer);
      if (why == null) {
        verdict = verdict(answer);
        offerNext(answer);
      }
    } catch (IOException | RuntimeException unreadable) {
      why = "it cannot be read: " + unreadable;
    }
    counts.merge(verdict, 1L, Long::sum);
    if (why != null && wrong.size() < MOST_NAMED) {
      String body = new String(received.body(), StandardCharsets.UTF_8);
      wrong.add(
          "%s: %s%s → %d %s"
              .formatted(
                  why,
                  received.instance(),
                  received.question().path(),
                  received.status(),
                  body.substring(0, Math.min(EXCERPT, body.length()))));
    }
  }

  private String whyWrong(Answer answer) {
    if (answer.status() == UNAVAILABLE) {
      return answer.retryAfter() ? null : "a 503 without Retry-After";
    }
    return answer.question().kind().isList() ? lists.judge(answer) : transactions.judge(answer);
  }

  private static Verdict verdict(Answer answer) {
    if (answer.status() == UNAVAILABLE) {
      return Verdict.UNAVAILABLE;
    }
    if (answer.isStale()) {
      return Verdict.STALE;
    }
    return answer.question().kind().isList() && !answer.body().path("complete").asBoolean()
        ? Verdict.PARTIAL
        : Verdict.RIGHT;
  }

  private void offerNext(Answer answer) {
    JsonNode items = answer.body().path("items");
    String cursor = answer.body().path("next_cursor").asText("");
    if (answer.question().kind().isList() && !items.isEmpty() && !cursor.isEmpty()) {
      questions.offer(
          answer.question().filter(), cursor, ListJudge.position(items.get(items.size() - 1)));
    }
  }

  /** Judges what has come in, and ends. */
  @Override
  public void close() {
    stopping = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
