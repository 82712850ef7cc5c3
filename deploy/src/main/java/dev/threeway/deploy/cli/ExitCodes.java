package dev.threeway.deploy.cli;

/** What the command line tells its caller; listed in {@code recon --help}. */
final class ExitCodes {
  static final int OK = 0;
  static final int FAILED = 1;
  static final int USAGE = 2;
  static final int PART = 3;

  private ExitCodes() {}
}
