package dev.threeway.topology.rules;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.threeway.schemas.records.Channel;
import dev.threeway.schemas.records.Severity;
import dev.threeway.topology.rules.RuleSet.AmountRules;
import dev.threeway.topology.rules.RuleSet.Exemption;
import dev.threeway.topology.rules.RuleSet.SeverityRules;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a rules file (YAML). What a file leaves out is as in {@link RuleSet#DEFAULT}; what it has
 * beyond the known keys is an error. Thread-safe.
 */
public final class RuleSetReader {
  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private RuleSetReader() {}

  /**
   * Reads the rules that a file gives.
   *
   * @throws IllegalArgumentException with one line that names the file and what is wrong with it
   */
  public static RuleSet read(Path file) {
    try {
      return parse(Files.readString(file));
    } catch (JsonMappingException e) {
      throw new IllegalArgumentException(
          "the rules file %s is not valid at %s: %s"
              .formatted(file, key(e), e.getOriginalMessage()),
          e);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "the rules file %s is not valid: %s".formatted(file, e.getOriginalMessage()), e);
    } catch (IOException e) {
      throw new IllegalArgumentException("the rules file %s cannot be read".formatted(file), e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "the rules file %s is not valid: %s".formatted(file, e.getMessage()), e);
    }
  }

  /** The key at which reading ended, such as {@code overrides[1].amount.percent}. */
  private static String key(JsonMappingException e) {
    StringBuilder key = new StringBuilder();
    for (JsonMappingException.Reference step : e.getPath()) {
      if (step.getFieldName() == null) {
        key.append('[').append(step.getIndex()).append(']');
      } else {
        key.append(key.isEmpty() ? "" : ".").append(step.getFieldName());
      }
    }
    return key.isEmpty() ? "its top" : key.toString();
  }

  private static RuleSet parse(String text) throws JsonProcessingException {
    RulesYaml yaml = YAML.readValue(text, RulesYaml.class);
    if (yaml == null || yaml.version() == null) {
      throw new IllegalArgumentException("version is missing: it stands on every break");
    }
    RuleSet defaults = RuleSet.DEFAULT;
    AmountRules amounts = amounts(yaml.amount(), defaults.amounts());
    List<Exemption> overrides = new ArrayList<>();
    for (OverrideYaml each : or(yaml.overrides(), List.<OverrideYaml>of())) {
      overrides.add(override(each, amounts));
    }
    return new RuleSet(
        yaml.version(),
        yaml.timestampTolerance() == null
            ? defaults.timestampTolerance()
            : DurationText.parse(yaml.timestampTolerance()),
        amounts,
        severities(yaml.severity(), defaults.severities()),
        overrides);
  }

  private static Exemption override(OverrideYaml yaml, AmountRules general) {
    if (yaml.currency() == null && yaml.channel() == null) {
      throw new IllegalArgumentException("an override has to name a currency, a channel or both");
    }
    if (yaml.currency() != null && !Money.isCurrency(yaml.currency())) {
      throw new IllegalArgumentException(
          "\"%s\" in an override is no ISO 4217 currency".formatted(yaml.currency()));
    }
    return new Exemption(yaml.currency(), yaml.channel(), amounts(yaml.amount(), general));
  }

  private static AmountRules amounts(AmountYaml yaml, AmountRules defaults) {
    return yaml == null
        ? defaults
        : new AmountRules(
            units("absolute", yaml.absolute(), defaults.absolute()),
            or(yaml.percent(), defaults.percent()),
            or(yaml.highFromPercent(), defaults.highFromPercent()),
            units("critical_from", yaml.criticalFrom(), defaults.criticalFrom()));
  }

  private static SeverityRules severities(SeverityYaml yaml, SeverityRules defaults) {
    return yaml == null
        ? defaults
        : new SeverityRules(
            or(yaml.currency(), defaults.currency()),
            or(yaml.account(), defaults.account()),
            or(yaml.status(), defaults.status()),
            or(yaml.statusPending(), defaults.statusPending()),
            or(yaml.amount(), defaults.amount()),
            or(yaml.amountHigh(), defaults.amountHigh()),
            or(yaml.timestamp(), defaults.timestamp()),
            or(yaml.missingCore(), defaults.missingCore()),
            or(yaml.missing(), defaults.missing()),
            or(yaml.duplicate(), defaults.duplicate()));
  }

  private static long units(String key, BigDecimal amount, long byDefault) {
    if (amount == null) {
      return byDefault;
    }
    try {
      return Money.toUnits(amount);
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          "%s has more than %d decimals or is too large: %s"
              .formatted(key, Money.SCALE, amount.toPlainString()),
          e);
    }
  }

  private static <T> T or(T value, T byDefault) {
    return value == null ? byDefault : value;
  }

  private record RulesYaml(
      String version,
      String timestampTolerance,
      AmountYaml amount,
      SeverityYaml severity,
      List<OverrideYaml> overrides) {}

  private record AmountYaml(
      BigDecimal absolute,
      BigDecimal percent,
      BigDecimal highFromPercent,
      BigDecimal criticalFrom) {}

  private record SeverityYaml(
      Severity currency,
      Severity account,
      Severity status,
      Severity statusPending,
      Severity amount,
      Severity amountHigh,
      Severity timestamp,
      Severity missingCore,
      Severity missing,
      Severity duplicate) {}

  private record OverrideYaml(String currency, Channel channel, AmountYaml amount) {}
}
