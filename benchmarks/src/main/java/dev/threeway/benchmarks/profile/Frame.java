package dev.threeway.benchmarks.profile;

import java.util.Collection;
import java.util.TreeMap;

/** A node of a call tree: a method, how often it was seen there, and what it called. */
final class Frame {
  private final String name;
  private final TreeMap<String, Frame> callees = new TreeMap<>();
  private long samples;

  Frame(String name) {
    this.name = name;
  }

  void count() {
    samples++;
  }

  Frame callee(String method) {
    return callees.computeIfAbsent(method, Frame::new);
  }

  String name() {
    return name;
  }

  long samples() {
    return samples;
  }

  /** In the order of their names. */
  Collection<Frame> callees() {
    return callees.values();
  }

  int depth() {
    return 1 + callees.values().stream().mapToInt(Frame::depth).max().orElse(0);
  }
}
