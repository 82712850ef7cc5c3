package dev.threeway.queryapi.http;

/** Ends a request with a problem. */
final class ProblemException extends RuntimeException {
  private final Problem.Kind kind;
  private final String parameter;

  /**
   * Carries no stack: it is an answer.
   *
   * @param detail one sentence for the caller
   * @param parameter the parameter that was refused; null where there is none
   */
  private ProblemException(Problem.Kind kind, String detail, String parameter) {
    super(detail, null, false, false);
    this.kind = kind;
    this.parameter = parameter;
  }

  static ProblemException of(Problem.Kind kind, String detail) {
    return new ProblemException(kind, detail, null);
  }

  static ProblemException refused(String parameter, String detail) {
    return new ProblemException(Problem.Kind.INVALID_PARAMETER, detail, parameter);
  }

  Problem problem(String traceId) {
    Problem problem = Problem.of(kind, getMessage(), traceId);
    return parameter == null ? problem : problem.about(parameter);
  }
}
