package dev.threeway.topology.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threeway.schemas.records.Mismatch;
import dev.threeway.schemas.records.ReconciliationResult;
import dev.threeway.topology.replay.Replay;
import dev.threeway.topology.replay.ReplayOutput;
import dev.threeway.topology.rules.RuleSet;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A failure is shown as lines; they are the input of a replay of the same history. */
class ReplayableTest {
  @Property(tries = 20)
  void whatIsShownOfAHistoryCanBeReplayed(@ForAll("scripts") Script script) throws IOException {
    OracleRules rules = OracleRules.SHORT;
    Rejections rejections = new Rejections();
    Replay.Settings settings =
        new Replay.Settings(
            RuleSet.DEFAULT, rules.window(), rules.grace(), rules.retention(), rules.futureSkew());
    try (Replay replay = new Replay(settings, rejections)) {
      replay.run(new BufferedReader(new StringReader(script.toString())), lines -> {});
    }

    assertThat(rejections.reasons)
        .isEqualTo(new Oracle(rules).decide(script.at(Script.START), 0).rejections());
  }

  /** Notes the reasons, which do not depend on how often deadlines are looked at. */
  private static final class Rejections implements ReplayOutput {
    private final List<String> reasons = new ArrayList<>();

    @Override
    public void mismatch(String key, Instant timestamp, Mismatch value) {}

    @Override
    public void result(String key, Instant timestamp, ReconciliationResult value) {}

    @Override
    public void deadLetter(
        String key, Instant timestamp, Map<String, String> headers, byte[] value) {
      reasons.add(headers.get("dlq.reason"));
    }
  }

  @Provide
  Arbitrary<Script> scripts() {
    return Moves.scripts(Moves.moves(), 1);
  }
}
