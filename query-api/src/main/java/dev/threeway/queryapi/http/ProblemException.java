package dev.threeway.queryapi.http;

import dev.threeway.queryapi.live.Coverage;

/** Ends a request with a problem. */
final class ProblemException extends RuntimeException {
  private final Problem.Kind kind;
  private final String parameter;
  private final transient Coverage.Copied copy;

  /**
   * Carries no stack: it is an answer.
   *
   * @param detail one sentence for the caller
   * @param parameter the parameter that was refused; null where there is none
   * @param copy the copy of a partition that says so; null where there is none
   */
  private ProblemException(
      Problem.Kind kind, String detail, String parameter, Coverage.Copied copy) {
    super(detail, null, false, false);
    this.kind = kind;
    this.parameter = parameter;
    this.copy = copy;
  }

  /** The same about a parameter. */
  ProblemException about(String name) {
    return new ProblemException(kind, getMessage(), name, copy);
  }

  static ProblemException of(Problem.Kind kind, String detail) {
    return new ProblemException(kind, detail, null, null);
  }

  /** A problem that is only as true as a copy which may lag. */
  static ProblemException copied(Problem.Kind kind, String detail, Coverage.Copied copy) {
    return new ProblemException(kind, detail, null, copy);
  }

  static ProblemException refused(String parameter, String detail) {
    return new ProblemException(Problem.Kind.INVALID_PARAMETER, detail, parameter, null);
  }

  boolean isAbout(String name) {
    return name.equals(parameter);
  }

  int status() {
    return kind.status();
  }

  Problem problem(String traceId) {
    Problem problem = Problem.of(kind, getMessage(), traceId);
    if (parameter != null) {
      problem = problem.about(parameter);
    }
    return copy == null ? problem : problem.copied(copy);
  }
}
