package dev.threeway.deploy.stack;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/** Steps of which each waits for those that it needs; the others run side by side. */
final class StartPlan {
  /** One step of a start. */
  @FunctionalInterface
  interface Step {
    void run() throws Exception;
  }

  private record Node(Collection<String> needs, Step step) {}

  private final Map<String, Node> nodes = new LinkedHashMap<>();

  /** Adds a step. Needs that are not part of the plan when it is added count as met. */
  void add(String name, Collection<String> needs, Step step) {
    nodes.put(name, new Node(needs.stream().filter(nodes::containsKey).toList(), step));
  }

  /**
   * Runs all steps. The first that fails interrupts those that are under way.
   *
   * @param done is told each finished step and how long it took, from any thread
   * @throws RuntimeException what the first failing step threw; a checked exception is wrapped in
   *     an {@link IllegalStateException} that names the step
   */
  void run(BiConsumer<String, Duration> done) {
    ExecutorService threads = Executors.newCachedThreadPool();
    CompletableFuture<Void> failure = new CompletableFuture<>();
    Map<String, CompletableFuture<Void>> futures = new LinkedHashMap<>();
    try {
      nodes.forEach(
          (name, node) ->
              futures.put(
                  name,
                  allOf(node.needs().stream().map(futures::get).toList())
                      .thenRunAsync(() -> run(name, node.step(), done, failure), threads)));
      CompletableFuture.anyOf(allOf(futures.values()), failure).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    } finally {
      threads.shutdownNow();
      awaitEnd(threads);
    }
  }

  private static CompletableFuture<Void> allOf(Collection<CompletableFuture<Void>> futures) {
    return CompletableFuture.allOf(futures.toArray(CompletableFuture<?>[]::new));
  }

  private static void run(
      String name, Step step, BiConsumer<String, Duration> done, CompletableFuture<Void> failure) {
    long start = System.nanoTime();
    try {
      step.run();
      done.accept(name, Duration.ofNanos(System.nanoTime() - start));
    } catch (RuntimeException e) {
      failure.completeExceptionally(e);
      throw e;
    } catch (Exception e) {
      RuntimeException named = new IllegalStateException(name + ": " + e.getMessage(), e);
      failure.completeExceptionally(named);
      throw named;
    }
  }

  private static void awaitEnd(ExecutorService threads) {
    try {
      if (!threads.awaitTermination(30, TimeUnit.SECONDS)) {
        throw new IllegalStateException("a step of the start does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
