package dev.threeway.topology.app;

import java.util.List;

/** How the process of an engine that has much to do should be started. */
public final class EngineJvm {
  /**
   * Options for Java that let it inline less than it would: in an engine's first minutes the
   * optimising compiler takes up to a third of the processor time, and half of that with these;
   * what it compiles is as quick.
   */
  public static final List<String> QUICK_WARM_UP =
      List.of("-XX:MaxInlineLevel=6", "-XX:MaxInlineSize=20", "-XX:FreqInlineSize=120");

  private EngineJvm() {}
}
