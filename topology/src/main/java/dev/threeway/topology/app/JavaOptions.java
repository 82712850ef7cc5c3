package dev.threeway.topology.app;

import java.util.List;

/** Options of Java that suit the engine. */
public final class JavaOptions {
  /**
   * Has less code inlined than Java would by itself, for processes that work for minutes or longer.
   * The optimising compiler has half as much to do, and processes that share processors displace
   * less of one another's code; docs/performance-tried.md has what was measured.
   */
  public static final List<String> LASTING =
      List.of("-XX:MaxInlineLevel=6", "-XX:MaxInlineSize=20", "-XX:FreqInlineSize=120");

  private JavaOptions() {}
}
