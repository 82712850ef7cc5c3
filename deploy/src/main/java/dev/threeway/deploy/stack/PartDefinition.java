package dev.threeway.deploy.stack;

import java.time.Duration;
import java.util.Optional;

/** What is particular about one part. */
interface PartDefinition {
  /** How long a part may take to become healthy on a slow, busy machine. */
  Duration START_LIMIT = Duration.ofMinutes(4);

  /**
   * Makes everything ready for the start, such as configuration files and data directories.
   *
   * @throws PartFailedException if something is missing
   */
  Launch prepare(StackSettings settings);

  /**
   * Asks the running part over its real protocol.
   *
   * @return why it is not healthy; empty if it is
   */
  Optional<String> problem(Addresses addresses);
}
