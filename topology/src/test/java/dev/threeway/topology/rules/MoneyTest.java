package dev.threeway.topology.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Amounts, exact to 1/10 000. */
class MoneyTest {
  @ParameterizedTest
  @CsvSource({"USD, 2", "JPY, 0", "KWD, 3", "CLF, 4"})
  void aCurrencyHasItsOwnDecimals(String code, int decimals) {
    assertThat(Money.isCurrency(code)).isTrue();
    assertThat(Money.decimals(code)).isEqualTo(decimals);
  }

  @ParameterizedTest
  @ValueSource(strings = {"XAU", "XXX", "XTS", "usd", "US", ""})
  void goldTestCodesAndTyposAreNoCurrencies(String code) {
    assertThat(Money.isCurrency(code)).isFalse();
    assertThat(Money.decimals(code)).isEqualTo(-1);
  }

  @ParameterizedTest
  @CsvSource({
    "1000000, USD, 100.00",
    "1000000, JPY, 100",
    "1002500, USD, 100.25",
    "1010000, JPY, 101",
    "1000000, KWD, 100.000",
    "1001, USD, 0.1001",
    "5000, JPY, 0.5000",
    "1000000, ???, 100.0000"
  })
  void anAmountIsWrittenWithTheDecimalsOfItsCurrencyUnlessThatWouldRoundIt(
      long units, String currency, String text) {
    assertThat(Money.format(units, currency)).isEqualTo(text);
  }

  @Test
  void aDecimalThatDoesNotFitIsAnError() {
    assertThatThrownBy(() -> Money.toUnits(new BigDecimal("0.00001")))
        .isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> Money.toUnits(new BigDecimal("1e18")))
        .isInstanceOf(ArithmeticException.class);
  }

  @Property
  void unitsSurviveTheWayThroughADecimal(
      @ForAll @LongRange(min = -Money.MAX, max = Money.MAX) long units) {
    assertThat(Money.toDecimal(units).scale()).isEqualTo(4);
    assertThat(Money.toUnits(Money.toDecimal(units))).isEqualTo(units);
  }
}
