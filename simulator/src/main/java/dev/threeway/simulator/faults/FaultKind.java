package dev.threeway.simulator.faults;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What can be done to a transaction. One transaction gets at most one fault. */
public enum FaultKind {
  AMOUNT("one source reports another amount"),
  CURRENCY("one source reports another currency"),
  STATUS("one source reports FAILED instead of SUCCESS, or the other way round"),
  ACCOUNT("one source reports another account"),
  TIMESTAMP("one source's event time is further away than the timestamp tolerance"),
  MISSING("one or two sources stay silent"),
  REJECTED("a record that has to be rejected, beside the good legs or instead of one"),
  TOLERANCE("one amount is off by exactly the tolerance: no break"),
  DUPLICATE("a source sends the same report twice: no break"),
  CONFLICT("a source reports again, with other content"),
  PENDING("one source stays PENDING for ever"),
  REVISION("one source says PENDING first and the final status in time: no break"),
  STALE("an old PENDING report arrives after the final one: no break"),
  LATE("one source reports after the deadline"),
  CORRECTED("a PENDING report with a wrong amount is put right");

  /** The share of one fault in the plan "all": 1 %, in millionths. */
  static final int DEFAULT_PPM = 10_000;

  private final String description;

  FaultKind(String description) {
    this.description = description;
  }

  /** The name as it is written in a fault plan: lower case. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** One line for a help text. */
  public String description() {
    return description;
  }

  static Optional<FaultKind> of(String id) {
    return Arrays.stream(values()).filter(kind -> kind.id().equals(id)).findFirst();
  }

  static String ids() {
    return Arrays.stream(values()).map(FaultKind::id).collect(Collectors.joining(", "));
  }
}
