package dev.threeway.topology.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threeway.topology.flow.FlowDriver;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Where the DSL is right, the engine says the same: first reports, each out of order by no more
 * than the grace, all of a transaction inside the window, and a stream that goes on after them.
 */
class ReferenceAgreesTest {
  @Property(tries = 150)
  void theChainOfOuterJoinsComesToTheVerdictsOfTheEngine(@ForAll("traffic") List<Arrival> traffic) {
    try (ReferenceDriver chain = ReferenceDriver.chain(ReferenceDriver.SECOND_GRACE)) {
      traffic.forEach(chain::receive);

      assertThat(chain.verdicts()).containsExactlyInAnyOrderElementsOf(text(engine(traffic)));
    }
  }

  @Property(tries = 150)
  void thePairwiseJoinsComeToTheVerdictsOfTheEngineWhereTwoHaveReported(
      @ForAll("traffic") List<Arrival> traffic) {
    Map<String, Verdict> engine = engine(traffic);
    engine.values().removeIf(verdict -> verdict.reported().size() < 2);
    try (ReferenceDriver pairwise = ReferenceDriver.pairwise()) {
      traffic.forEach(pairwise::receive);

      assertThat(lastOfEachTransaction(pairwise.verdicts()))
          .containsExactlyInAnyOrderElementsOf(text(engine));
    }
  }

  @Provide
  Arbitrary<List<Arrival>> traffic() {
    return RandomTraffic.arrivals();
  }

  private static Map<String, Verdict> engine(List<Arrival> traffic) {
    try (FlowDriver flow = new FlowDriver()) {
      for (Arrival arrival : traffic) {
        flow.jump(Duration.between(flow.now(), arrival.at()));
        flow.send(arrival.leg());
      }
      return EngineVerdicts.of(flow.mismatches(), flow.results());
    }
  }

  private static List<String> text(Map<String, Verdict> verdicts) {
    return verdicts.entrySet().stream()
        .map(each -> each.getKey() + ": " + each.getValue())
        .toList();
  }

  private static Iterable<String> lastOfEachTransaction(List<String> verdicts) {
    Map<String, String> last = new TreeMap<>();
    verdicts.forEach(verdict -> last.put(verdict.substring(0, verdict.indexOf(':')), verdict));
    return last.values();
  }
}
