package dev.threeway.deploy.stack;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The simulator in a process of its own, by the same command that users have. */
final class TrafficPart implements PartDefinition {
  @Override
  public Launch prepare(StackSettings settings) {
    List<String> arguments = new ArrayList<>(List.of("simulate"));
    arguments.addAll(List.of("--dir", settings.directory().base().toString()));
    arguments.addAll(settings.traffic());
    return new Launch(
        new JavaCommand(256)
            .quickStart()
            .properties(
                Map.of(
                    "threeway.home",
                    settings.artifacts().home().toString(),
                    "logback.configurationFile",
                    "logback-cli.xml"))
            .main(
                settings.artifacts().ownClassPath(),
                "dev.threeway.deploy.cli.Recon",
                arguments.toArray(String[]::new)),
        settings.directory().base(),
        Map.of());
  }

  @Override
  public Optional<String> problem(Addresses addresses) {
    // It listens nowhere; that it runs is all that can be asked.
    return Optional.empty();
  }
}
