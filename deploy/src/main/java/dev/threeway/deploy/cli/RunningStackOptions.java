package dev.threeway.deploy.cli;

import dev.threeway.deploy.stack.Addresses;
import dev.threeway.deploy.stack.RunningStack;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What a command takes that works on a stack which runs. */
final class RunningStackOptions {
  @Mixin private CommonOptions common;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  /**
   * Where the stack listens.
   *
   * @throws CommandLine.ParameterException if none runs in the directory
   */
  Addresses addresses() {
    return RunningStack.in(common.directory())
        .flatMap(RunningStack::addresses)
        .orElseThrow(
            () ->
                new CommandLine.ParameterException(
                    spec.commandLine(),
                    "nothing is running in %s; start it with ./recon up, or name another directory with --dir"
                        .formatted(common.directory().base())));
  }
}
