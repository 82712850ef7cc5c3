package dev.threeway.queryapi.http;

import dev.threeway.schemas.records.BreakType;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Account ids with nothing but their end. */
final class MaskedData implements PersonalData {
  private static final String MASK = "••••";
  private static final int SHOWN = 4;

  /** Of a shorter id the end would be nearly all. */
  private static final int SHORTEST = 2 * SHOWN;

  private static final String ACCOUNT = "account_id ";
  private static final Pattern ACCOUNTS =
      Pattern.compile(
          "([^|;]*) \\| ([^|;]*)((?:; (?:bank_code|channel|transaction_type|reference_number|description) .*)?)");
  private static final Pattern DESCRIPTION =
      Pattern.compile("(^|; )description .*", Pattern.DOTALL);

  @Override
  public boolean isInFull() {
    return false;
  }

  @Override
  public String accountId(String accountId) {
    if (accountId == null) {
      return null;
    }
    int[] points = accountId.codePoints().toArray();
    return points.length < SHORTEST
        ? MASK
        : MASK + new String(points, points.length - SHOWN, SHOWN);
  }

  @Override
  public String description(String description, String accountId) {
    return description == null || accountId.isEmpty()
        ? description
        : description.replace(accountId, accountId(accountId));
  }

  @Override
  public String breakValue(BreakType type, String value) {
    if (value == null) {
      return null;
    }
    return switch (type) {
      case ACCOUNT -> accountId(value);
      case DUPLICATE -> duplicate(value);
      default -> value;
    };
  }

  /** The fields that differ, {@code name on-file | reported}, without ids and free text. */
  private String duplicate(String value) {
    String text = DESCRIPTION.matcher(value).replaceFirst("$1description " + MASK);
    int at = text.indexOf(ACCOUNT);
    if (at < 0) {
      return text;
    }
    String before = text.substring(0, at) + ACCOUNT;
    Matcher accounts = ACCOUNTS.matcher(text.substring(at + ACCOUNT.length()));
    // An id that holds a separator cannot be told from what follows: then nothing of it is shown.
    return accounts.matches()
        ? before
            + accountId(accounts.group(1))
            + " | "
            + accountId(accounts.group(2))
            + accounts.group(3)
        : before + MASK;
  }
}
