package dev.threeway.queryapi.live;

/** An answer, or a share of one, that says which partitions it covers. */
public interface Part {
  Coverage coverage();

  /** How many items it has, if it is a list; else 0. */
  default int size() {
    return 0;
  }
}
