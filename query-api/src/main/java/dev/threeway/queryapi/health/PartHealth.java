package dev.threeway.queryapi.health;

import java.util.List;

/**
 * How one part of the system is.
 *
 * @param detail one line for people
 * @param items what the part consists of, such as threads, brokers or tasks
 */
public record PartHealth(String part, Status status, String detail, List<Item> items) {
  /** Whether a part does its work. */
  public enum Status {
    UP,
    DOWN,
    NOT_CONFIGURED
  }

  /**
   * One of the things that a part consists of.
   *
   * @param restarts how often it was restarted after a failure; null where nobody counts
   */
  public record Item(String name, Status status, String detail, Long restarts) {
    /** One that nobody restarts. */
    public Item(String name, Status status, String detail) {
      this(name, status, detail, null);
    }
  }

  public PartHealth {
    items = List.copyOf(items);
  }

  static PartHealth down(String part, String detail) {
    return new PartHealth(part, Status.DOWN, detail, List.of());
  }
}
