package dev.threeway.queryapi.http;

import dev.threeway.schemas.records.Channel;
import dev.threeway.topology.rules.DurationText;
import dev.threeway.topology.rules.Money;
import dev.threeway.topology.rules.RuleSet;
import dev.threeway.topology.rules.RuleSet.AmountRules;
import dev.threeway.topology.rules.RuleSet.SeverityRules;
import java.util.List;

/** The rules that decide, in the words of a rules file. */
record RulesView(
    String version,
    String timestampTolerance,
    AmountView amount,
    SeverityRules severity,
    List<OverrideView> overrides) {

  /** How amounts are judged; amounts are of the currency that is compared. */
  record AmountView(String absolute, String percent, String highFromPercent, String criticalFrom) {
    static AmountView of(AmountRules rules) {
      return new AmountView(
          plain(rules.absolute()),
          rules.percent().toPlainString(),
          rules.highFromPercent().toPlainString(),
          plain(rules.criticalFrom()));
    }

    private static String plain(long units) {
      return Money.toDecimal(units).toPlainString();
    }
  }

  /** An exception for a currency, a channel or both. */
  record OverrideView(String currency, Channel channel, AmountView amount) {}

  static RulesView of(RuleSet rules) {
    return new RulesView(
        rules.version(),
        DurationText.format(rules.timestampTolerance()),
        AmountView.of(rules.amounts()),
        rules.severities(),
        rules.overrides().stream()
            .map(
                each ->
                    new OverrideView(
                        each.currency(), each.channel(), AmountView.of(each.amounts())))
            .toList());
  }
}
