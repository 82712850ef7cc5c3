package dev.threeway.deploy.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Runs the tests. */
@Command(
    name = "test",
    mixinStandardHelpOptions = true,
    description = {
      "Run all tests, those on the real parts included: ./mvnw verify.",
      "",
      "Arguments after -- go to Maven."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./recon test                              everything",
      "  ./recon test -- -pl topology -am          one module and what it needs"
    })
final class TestCommand implements Callable<Integer> {
  @Parameters(paramLabel = "ARGUMENT", description = "What Maven is given besides.")
  private List<String> arguments = List.of();

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("./mvnw", "verify"));
    command.addAll(arguments);
    int code =
        new ProcessBuilder(command)
            .directory(CommonOptions.home().toFile())
            .inheritIO()
            .start()
            .waitFor();
    return code == 0 ? ExitCodes.OK : ExitCodes.FAILED;
  }
}
