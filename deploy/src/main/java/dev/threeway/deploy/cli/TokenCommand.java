package dev.threeway.deploy.cli;

import dev.threeway.deploy.stack.Addresses;
import dev.threeway.deploy.stack.DemoTokens;
import dev.threeway.deploy.stack.Part;
import dev.threeway.deploy.stack.RunningStack;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Prints an access token for a user of the demonstration. */
@Command(
    name = "token",
    mixinStandardHelpOptions = true,
    description = {
      "Print an access token for a user of the local Keycloak; it is good for five minutes.",
      "",
      "The users are viewer, operator, auditor and admin, each with the role of that name; the",
      "password is the name and -demo. They exist in the demonstration's realm alone."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  curl -H \"Authorization: Bearer $(./recon token --user auditor)\" \\",
      "    localhost:8080/api/v1/mismatches/stats"
    })
final class TokenCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Option(
      names = "--user",
      paramLabel = "USER",
      defaultValue = "viewer",
      description = "viewer, operator, auditor or admin. Default: ${DEFAULT-VALUE}.")
  private String user;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (!DemoTokens.USERS.contains(user)) {
      throw new ParameterException(
          spec.commandLine(),
          "there is no user %s; there are: %s"
              .formatted(user, String.join(", ", DemoTokens.USERS)));
    }
    Optional<Addresses> addresses =
        RunningStack.in(common.directory())
            .filter(stack -> stack.expected().contains(Part.KEYCLOAK))
            .flatMap(RunningStack::addresses);
    if (addresses.isEmpty()) {
      spec.commandLine()
          .getErr()
          .printf(
              "recon: no Keycloak is running in %s; ./recon up starts one%n",
              common.directory().base());
      return ExitCodes.PART;
    }
    spec.commandLine().getOut().println(new DemoTokens(addresses.get()).of(user));
    return ExitCodes.OK;
  }
}
