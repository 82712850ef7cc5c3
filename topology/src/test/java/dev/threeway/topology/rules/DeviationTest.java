package dev.threeway.topology.rules;

import static dev.threeway.schemas.records.BreakType.AMOUNT;
import static dev.threeway.topology.rules.Legs.core;
import static dev.threeway.topology.rules.Legs.gateway;
import static dev.threeway.topology.rules.Legs.mobile;
import static org.assertj.core.api.Assertions.assertThat;

import dev.threeway.schemas.records.Source;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who stands outside the majority, where a difference of 0.01 counts as none. */
class DeviationTest {
  @ParameterizedTest
  @CsvSource({
    "1.00, 1.00, 9.00, MOBILE",
    "1.00, 9.00, 1.00, GATEWAY",
    "9.00, 1.00, 1.00, CORE",
    "9.00, 1.00, 1.01, CORE",
    "1.00, 5.00, 9.00, GATEWAY+MOBILE",
    // CORE stands in the middle: it agrees with both.
    "1.01, 1.00, 1.02, GATEWAY+MOBILE",
    // GATEWAY or MOBILE stands in the middle: whoever does not agree with CORE.
    "1.00, 1.01, 1.02, MOBILE",
    "1.00, 1.02, 1.01, GATEWAY"
  })
  void threeAmountsHaveTheseOutsideTheirMajority(
      String core, String gateway, String mobile, String outside) {
    History history =
        History.of(core().amount(core), gateway().amount(gateway), mobile().amount(mobile));

    assertThat(deviating(history)).isEqualTo(outside);
  }

  @ParameterizedTest
  @CsvSource({
    "CORE, GATEWAY, GATEWAY",
    "GATEWAY, CORE, GATEWAY",
    "CORE, MOBILE, MOBILE",
    "MOBILE, GATEWAY, MOBILE"
  })
  void ofTwoAmountsTheOneThatIsNotTheReferenceDeviates(
      Source first, Source second, String outside) {
    History history = History.of(leg(first).amount("1.00"), leg(second).amount("9.00"));

    assertThat(deviating(history)).isEqualTo(outside);
  }

  private static Legs leg(Source source) {
    return Arrays.stream(new Legs[] {core(), gateway(), mobile()})
        .filter(each -> each.source() == source)
        .findFirst()
        .orElseThrow();
  }

  private static String deviating(History history) {
    return history.last(AMOUNT).finding().deviating().stream()
        .map(Enum::name)
        .collect(Collectors.joining("+"));
  }
}
