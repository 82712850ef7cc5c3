package dev.threeway.deploy.cli;

import java.io.PrintWriter;
import java.time.Duration;

/**
 * One line that is written over and over on a terminal; in a file or a pipe, a line now and then.
 * Thread-safe.
 */
final class LiveLine {
  private static final Duration IN_A_FILE = Duration.ofSeconds(10);

  private final PrintWriter out;
  private final boolean terminal;
  private long lastNanos = System.nanoTime() - IN_A_FILE.toNanos();
  private int shown;

  LiveLine(PrintWriter out) {
    this.out = out;
    // The script knows: before Java 22, and with its output in a pipe, Java cannot tell.
    this.terminal = Boolean.getBoolean("threeway.terminal");
  }

  synchronized void show(String line) {
    if (terminal) {
      out.print("\r" + line + " ".repeat(Math.max(0, shown - line.length())));
      shown = line.length();
      out.flush();
    } else if (System.nanoTime() - lastNanos >= IN_A_FILE.toNanos()) {
      lastNanos = System.nanoTime();
      out.println(line);
      out.flush();
    }
  }

  /** Leaves the line as it is and goes to the next. */
  synchronized void end(String line) {
    if (terminal) {
      show(line);
      out.println();
    } else {
      out.println(line);
    }
    shown = 0;
    out.flush();
  }
}
