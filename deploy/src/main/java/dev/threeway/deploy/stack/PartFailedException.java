package dev.threeway.deploy.stack;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A part is missing, does not start, or died. The message is one line that names it. */
public final class PartFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Part part;
  private final transient Path log;
  private final transient List<String> logTail;

  PartFailedException(Part part, String reason) {
    this(part, reason, null, List.of());
  }

  PartFailedException(Part part, String reason, Path log, List<String> logTail) {
    super(part.title() + " " + reason);
    this.part = part;
    this.log = log;
    this.logTail = List.copyOf(logTail);
  }

  /** The part that failed. */
  public Part part() {
    return part;
  }

  /** The file that the part logs to, if it came as far as that. */
  public Optional<Path> log() {
    return Optional.ofNullable(log);
  }

  /** The last lines of its log; empty if it has written none. */
  public List<String> logTail() {
    return logTail;
  }
}
