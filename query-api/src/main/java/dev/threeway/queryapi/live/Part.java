package dev.threeway.queryapi.live;

/** An answer, or a share of one, that says which partitions it covers. */
public interface Part {
  Coverage coverage();
}
