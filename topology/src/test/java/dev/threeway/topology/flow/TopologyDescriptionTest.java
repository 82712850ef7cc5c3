package dev.threeway.topology.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threeway.topology.join.InputHorizon;
import dev.threeway.topology.rules.RuleSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Every change of the topology is deliberate: it changes the golden file, too. */
class TopologyDescriptionTest {
  @Test
  void theTopologyIsAsInTheGoldenFile() throws IOException {
    String golden;
    try (var file = getClass().getResourceAsStream("/topology.txt")) {
      golden = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
    }

    assertThat(FlowDriver.flow(RuleSet.DEFAULT, InputHorizon.ALL_READ).get().describe().toString())
        .isEqualToNormalizingNewlines(golden);
  }
}
