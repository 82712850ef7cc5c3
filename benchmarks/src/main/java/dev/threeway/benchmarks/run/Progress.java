package dev.threeway.benchmarks.run;

/** What a benchmark tells the person who waits for it. */
public interface Progress {
  /** How far it is; replaced by the next. */
  void at(String text);

  /** Something that stays: a step is done. */
  void done(String text);
}
