package dev.threeway.topology.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threeway.schemas.records.Channel;
import dev.threeway.schemas.records.Severity;
import dev.threeway.topology.rules.RuleSet.AmountRules;
import dev.threeway.topology.rules.RuleSet.Exemption;
import dev.threeway.topology.rules.RuleSet.SeverityRules;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules files: what they may say, and what is said about those that are wrong. */
class RuleSetReaderTest {
  @TempDir private Path folder;

  @Test
  void everyKeyOfAFileIsHeard() throws IOException {
    RuleSet rules =
        read(
            """
            version: bank-7
            timestamp_tolerance: 10s
            amount: {absolute: 0.05, percent: 0.5, high_from_percent: 2, critical_from: 5000}
            severity:
              currency: LOW
              account: MEDIUM
              status: CRITICAL
              status_pending: LOW
              amount: LOW
              amount_high: CRITICAL
              timestamp: MEDIUM
              missing_core: CRITICAL
              missing: LOW
              duplicate: MEDIUM
            overrides:
              - {currency: JPY, amount: {absolute: 1}}
              - {channel: ATM, amount: {percent: 1.5}}
              - {currency: EUR, channel: POS}
            """);

    AmountRules amounts =
        new AmountRules(500, new BigDecimal("0.5"), new BigDecimal("2"), 50_000_000);
    assertThat(rules)
        .isEqualTo(
            new RuleSet(
                "bank-7",
                Duration.ofSeconds(10),
                amounts,
                new SeverityRules(
                    Severity.LOW,
                    Severity.MEDIUM,
                    Severity.CRITICAL,
                    Severity.LOW,
                    Severity.LOW,
                    Severity.CRITICAL,
                    Severity.MEDIUM,
                    Severity.CRITICAL,
                    Severity.LOW,
                    Severity.MEDIUM),
                List.of(
                    new Exemption(
                        "JPY",
                        null,
                        new AmountRules(
                            10_000, new BigDecimal("0.5"), new BigDecimal("2"), 50_000_000)),
                    new Exemption(
                        null,
                        Channel.ATM,
                        new AmountRules(
                            500, new BigDecimal("1.5"), new BigDecimal("2"), 50_000_000)),
                    new Exemption("EUR", Channel.POS, amounts))));
  }

  @Test
  void whatAFileLeavesOutIsAsByDefault() throws IOException {
    RuleSet defaults = RuleSet.DEFAULT;
    assertThat(read("version: bank-1"))
        .isEqualTo(
            new RuleSet(
                "bank-1",
                defaults.timestampTolerance(),
                defaults.amounts(),
                defaults.severities(),
                List.of()));
    assertThat(read("{version: bank-1, amount: {}, severity: {}}"))
        .isEqualTo(read("version: bank-1"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'~'                                   | version is missing: it stands on every break",
        "'{timestamp_tolerance: 5s}'           | version is missing: it stands on every break",
        "'{version: v, overrides: [{amount: {absolute: 1}}]}' | an override has to name a"
            + " currency, a channel or both",
        "'{version: v, overrides: [{currency: XAU}]}' | \"XAU\" in an override is no ISO 4217"
            + " currency",
        "'{version: v, amount: {absolute: 0.00001}}' | absolute has more than 4 decimals or is"
            + " too large: 0.00001",
        "'{version: v, amount: {critical_from: 1000000000000000}}' | critical_from has more than"
            + " 4 decimals or is too large: 1000000000000000",
        "'{version: v, amount: {absolute: -1}}' | an amount tolerance must not be negative",
        "'{version: v, severity: {amount: UNKNOWN}}' | a severity must be LOW, MEDIUM, HIGH or"
            + " CRITICAL, but is UNKNOWN",
        "'{version: v, timestamp_tolerance: soon}' | \"soon\" is no duration; write a number and a"
            + " unit, such as 500ms, 30s, 5m, 24h or 7d"
      })
  void aFileThatMakesNoSenseIsNamedWithWhatIsWrong(String text, String problem) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the rules file %s is not valid: %s", file(), problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'{version: v, tolerance: 1}' | tolerance | Unrecognized field \"tolerance\"",
        "'{version: v, severity: {amount: BAD}}' | severity.amount | BAD",
        "'{version: v, overrides: [{channel: FAX}]}' | overrides[0].channel | FAX",
        "'version: [v' | version | Cannot deserialize value of type",
        "'---\nversion: v\n---\nversion: w' | its top | Trailing token",
        "'' | its top | No content"
      })
  void aFileThatIsNoRulesYamlIsNamedWithTheKeyThatIsWrong(String text, String key, String part) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("the rules file %s is not valid at %s: ".formatted(file(), key))
        .hasMessageContaining(part);
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> RuleSetReader.read(file()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the rules file %s cannot be read", file());
  }

  private RuleSet read(String text) throws IOException {
    Files.writeString(file(), text);
    return RuleSetReader.read(file());
  }

  private Path file() {
    return folder.resolve("rules.yaml");
  }
}
