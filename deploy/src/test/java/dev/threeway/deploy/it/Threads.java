package dev.threeway.deploy.it;

/** Waits for the threads of tests. */
final class Threads {
  private Threads() {}

  /** Waits for the end of a thread; an interrupt ends the waiting and stays set. */
  static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
