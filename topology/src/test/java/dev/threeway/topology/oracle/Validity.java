package dev.threeway.topology.oracle;

import dev.threeway.schemas.records.TransactionEvent;
import dev.threeway.schemas.records.TransactionStatus;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** Why a record is rejected: the first reason of the contract's list that applies. */
final class Validity {
  /** The currencies that histories use, and how many decimals they have. */
  static final Map<String, Integer> DECIMALS =
      Map.of("USD", 2, "EUR", 2, "INR", 2, "JPY", 0, "KWD", 3);

  private static final BigDecimal LARGEST = BigDecimal.TEN.pow(14);

  private Validity() {}

  static Optional<String> rejection(Arrival arrival, long streamTime, OracleRules rules) {
    if (arrival.isUnreadable()) {
      return Optional.of("UNREADABLE");
    }
    if (arrival.key() == null) {
      return Optional.of("NULL_KEY");
    }
    if (arrival.value() == null) {
      return Optional.of("NULL_VALUE");
    }
    TransactionEvent event = arrival.event();
    if (!Arrays.equals(arrival.key(), utf8(event.getTxnId()))) {
      return Optional.of("KEY_MISMATCH");
    }
    if (event.getSource() != arrival.topic()) {
      return Optional.of("WRONG_SOURCE");
    }
    if (!DECIMALS.containsKey(event.getCurrency())) {
      return Optional.of("UNKNOWN_CURRENCY");
    }
    BigDecimal amount = event.getAmount();
    if (amount.signum() <= 0
        || amount.stripTrailingZeros().scale() > DECIMALS.get(event.getCurrency())
        || amount.compareTo(LARGEST) > 0) {
      return Optional.of("INVALID_AMOUNT");
    }
    if (event.getStatus() == TransactionStatus.UNKNOWN) {
      return Optional.of("UNKNOWN_ENUM");
    }
    if (isBad(event.getTxnId()) || isBad(event.getEventId()) || isBad(event.getAccountId())) {
      return Optional.of("INVALID_ID");
    }
    if (arrival.eventTime() > arrival.at() + rules.futureSkew().toMillis()) {
      return Optional.of("FUTURE_EVENT");
    }
    boolean anythingRead = streamTime != Long.MIN_VALUE;
    if (anythingRead && arrival.eventTime() < streamTime - rules.memory()) {
      return Optional.of("EXPIRED");
    }
    return Optional.empty();
  }

  private static boolean isBad(String id) {
    return id.isEmpty()
        || utf8(id).length > 128
        || id.codePoints().anyMatch(Character::isISOControl);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
