package dev.threeway.topology.flow;

import static dev.threeway.topology.rules.RejectionReason.INVALID_AMOUNT;
import static dev.threeway.topology.rules.RejectionReason.INVALID_ID;
import static dev.threeway.topology.rules.RejectionReason.KEY_MISMATCH;
import static dev.threeway.topology.rules.RejectionReason.NULL_KEY;
import static dev.threeway.topology.rules.RejectionReason.NULL_VALUE;
import static dev.threeway.topology.rules.RejectionReason.UNKNOWN_CURRENCY;
import static dev.threeway.topology.rules.RejectionReason.UNKNOWN_ENUM;
import static dev.threeway.topology.rules.RejectionReason.UNREADABLE;
import static dev.threeway.topology.rules.RejectionReason.WRONG_SOURCE;

import dev.threeway.schemas.records.Source;
import dev.threeway.schemas.records.TransactionEvent;
import dev.threeway.schemas.records.TransactionStatus;
import dev.threeway.topology.rules.Money;
import dev.threeway.topology.rules.Rejection;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Judges a record by itself. Whether its event time is acceptable depends on the partition's clock
 * and is judged by the join. Thread-safe.
 */
final class LegValidation {
  private static final BigDecimal LARGEST = Money.toDecimal(Money.MAX);
  private static final int LONGEST_ID = 128;

  /** A char takes three bytes at the most, half a surrogate pair two. */
  private static final int SURELY_SHORT = LONGEST_ID / 3;

  private static final char LAST_ASCII = 0x7F;

  private LegValidation() {}

  /**
   * The first reason, in the order of the contract, for which a record is no leg.
   *
   * @param source the source that the topic belongs to
   * @param key may be null
   * @return null if the record is a leg
   */
  static Rejection judge(Source source, byte[] key, ReceivedLeg received) {
    if (received.unreadable() != null) {
      return new Rejection(UNREADABLE, received.unreadable());
    }
    if (key == null) {
      return new Rejection(NULL_KEY, "the key is null, it has to be the txn_id");
    }
    TransactionEvent event = received.event();
    if (event == null) {
      return new Rejection(NULL_VALUE, "the value is null");
    }
    if (!isUtf8Of(key, event.getTxnId())) {
      return new Rejection(KEY_MISMATCH, "the key is not the txn_id of the value");
    }
    if (event.getSource() != source) {
      return new Rejection(
          WRONG_SOURCE, "source is %s on the topic of %s".formatted(event.getSource(), source));
    }
    int decimals = Money.decimals(event.getCurrency());
    if (decimals < 0) {
      return new Rejection(
          UNKNOWN_CURRENCY, "currency is no ISO 4217 code that payments are made in");
    }
    String amount = amountProblem(event.getAmount(), decimals);
    if (amount != null) {
      return new Rejection(INVALID_AMOUNT, amount);
    }
    if (event.getStatus() == TransactionStatus.UNKNOWN) {
      return new Rejection(UNKNOWN_ENUM, "status is not SUCCESS, FAILED or PENDING");
    }
    return idProblem(event);
  }

  private static String amountProblem(BigDecimal amount, int decimals) {
    if (amount.signum() <= 0) {
      return "amount is not greater than zero";
    }
    if (amount.compareTo(LARGEST) > 0) {
      return "amount is over 10^14";
    }
    return amount.scale() > decimals && amount.stripTrailingZeros().scale() > decimals
        ? "amount has more than the %d decimals of its currency".formatted(decimals)
        : null;
  }

  private static Rejection idProblem(TransactionEvent event) {
    String problem = idProblem("txn_id", event.getTxnId());
    if (problem == null) {
      problem = idProblem("event_id", event.getEventId());
    }
    if (problem == null) {
      problem = idProblem("account_id", event.getAccountId());
    }
    return problem == null ? null : new Rejection(INVALID_ID, problem);
  }

  private static String idProblem(String name, String id) {
    if (id.isEmpty()) {
      return name + " is empty";
    }
    if (id.length() > LONGEST_ID
        || (id.length() > SURELY_SHORT
            && id.getBytes(StandardCharsets.UTF_8).length > LONGEST_ID)) {
      return "%s is longer than %d bytes".formatted(name, LONGEST_ID);
    }
    for (int i = 0; i < id.length(); i++) {
      if (Character.isISOControl(id.charAt(i))) {
        return name + " has control characters";
      }
    }
    return null;
  }

  /** Compares without encoding as long as the text is ASCII, which ids mostly are. */
  private static boolean isUtf8Of(byte[] bytes, String text) {
    int length = text.length();
    for (int i = 0; i < length; i++) {
      char next = text.charAt(i);
      if (next > LAST_ASCII) {
        return Arrays.equals(bytes, text.getBytes(StandardCharsets.UTF_8));
      }
      if (i >= bytes.length || bytes[i] != next) {
        return false;
      }
    }
    return bytes.length == length;
  }
}
