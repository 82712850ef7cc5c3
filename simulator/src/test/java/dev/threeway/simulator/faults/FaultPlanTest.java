package dev.threeway.simulator.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultPlanTest {
  private static final String ALL =
      "amount=1%,currency=1%,status=1%,account=1%,timestamp=1%,missing=1%,rejected=1%,"
          + "tolerance=1%,duplicate=1%,conflict=1%,pending=1%,revision=1%,stale=1%,late=1%,"
          + "corrected=1%";
  private static final String IDS =
      "amount, currency, status, account, timestamp, missing, rejected, tolerance, duplicate,"
          + " conflict, pending, revision, stale, late, corrected";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "none | none",
        "amount=2%,status=1%,missing=2% | amount=2%,status=1%,missing=2%",
        "missing=0.5%, amount = 2.50% | amount=2.5%,missing=0.5%",
        "AMOUNT=0.0001% | amount=0.0001%",
        "amount=0%,late=1% | late=1%",
        "amount=0% | none",
        "amount=100% | amount=100%"
      })
  void reads_shares_and_writes_them_in_one_form(String text, String written) {
    assertThat(FaultPlan.parse(text)).hasToString(written);
    assertThat(FaultPlan.parse(written)).hasToString(written);
  }

  @Test
  void gives_every_fault_one_percent_for_all() {
    assertThat(FaultPlan.parse("all")).hasToString(ALL);
    assertThat(FaultPlan.all()).hasToString(ALL);
  }

  @Test
  void lets_single_shares_differ_from_all_before_and_after_it() {
    String expected = ALL.replace("late=1%,", "").replace("amount=1%", "amount=5%");
    assertThat(FaultPlan.parse("all,amount=5%,late=0%")).hasToString(expected);
    assertThat(FaultPlan.parse("amount=5%,late=0%,all")).hasToString(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "amount=2%,typo=1% | unknown fault 'typo'; there are: " + IDS,
        "amount=60%,late=50% | the faults add up to 110%, which is over 100%, and a transaction"
            + " gets at most one: amount=60%,late=50%",
        "amount | cannot read 'amount' in the faults; write 'all', 'none' or fault=percentage pairs"
            + " such as amount=2%,missing=0.5%, with the faults: "
            + IDS,
        "amount=2 | fault 'amount' has the share '2'; write a percentage such as 2% or 0.5%",
        "amount=x% | fault 'amount' has the share 'x%'; write a percentage such as 2% or 0.5%",
        "amount=-1% | fault 'amount' has the share '-1%'; it has to lie between 0% and 100%",
        "amount=101% | fault 'amount' has the share '101%'; it has to lie between 0% and 100%",
        "amount=0.00001% | fault 'amount' has the share '0.00001%'; the smallest step is 0.0001%",
        "amount=1%,amount=1% | fault 'amount' is given twice; each fault has one share"
      })
  void says_in_one_line_what_is_wrong(String text, String message) {
    assertThatThrownBy(() -> FaultPlan.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void refuses_an_empty_plan_and_an_empty_item() {
    assertThatThrownBy(() -> FaultPlan.parse("")).hasMessageStartingWith("cannot read ''");
    assertThatThrownBy(() -> FaultPlan.parse("amount=1%,"))
        .hasMessageStartingWith("cannot read ''");
  }

  @Test
  void gives_each_lot_to_exactly_one_fault_in_proportion() {
    FaultPlan plan = FaultPlan.parse("amount=2%,status=0.5%");
    assertThat(plan.choose(0)).contains(FaultKind.AMOUNT);
    assertThat(plan.choose(19_999)).contains(FaultKind.AMOUNT);
    assertThat(plan.choose(20_000)).contains(FaultKind.STATUS);
    assertThat(plan.choose(24_999)).contains(FaultKind.STATUS);
    assertThat(plan.choose(25_000)).isEmpty();
    assertThat(plan.choose(999_999)).isEmpty();
  }
}
