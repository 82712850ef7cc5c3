package dev.threeway.queryapi.push;

import java.util.Optional;
import java.util.OptionalLong;

/** What the stream tells about the instance that it runs on. Thread-safe; never fails. */
public interface InstanceSummary {
  /** This instance, as {@code host:port}; empty while it has no name yet. */
  Optional<String> instance();

  /** The state of the engine in one word. */
  String engine();

  /** How many input records the engine is behind on its worst partition; empty if not known. */
  OptionalLong lag();

  /** The open breaks; empty while none can be read. */
  Optional<OpenBreakCounts> openBreaks();
}
