package dev.threeway.simulator.faults;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which share of the transactions gets which fault. Immutable.
 *
 * <p>Written as {@code amount=2%,status=0.5%}; {@code all} gives every fault 1 % and can be
 * followed by shares that differ ({@code all,missing=3%}); {@code none} gives none.
 */
public final class FaultPlan {
  private static final int WHOLE = 1_000_000;
  private static final FaultPlan NONE = new FaultPlan(new EnumMap<>(FaultKind.class));

  private final Map<FaultKind, Integer> ppm;
  private final FaultKind[] kinds;
  private final int[] upTo;

  private FaultPlan(EnumMap<FaultKind, Integer> ppm) {
    this.ppm = Collections.unmodifiableMap(ppm);
    this.kinds = ppm.keySet().toArray(FaultKind[]::new);
    this.upTo = new int[kinds.length];
    int sum = 0;
    for (int i = 0; i < kinds.length; i++) {
      sum += ppm.get(kinds[i]);
      upTo[i] = sum;
    }
  }

  /** The plan without a fault. */
  public static FaultPlan none() {
    return NONE;
  }

  /** The plan that gives every fault 1 %. */
  public static FaultPlan all() {
    return parse("all");
  }

  /**
   * Reads a plan.
   *
   * @throws IllegalArgumentException if the text is no plan; the message is one line that names
   *     what is wrong and what can be written
   */
  public static FaultPlan parse(String text) {
    String plan = text.strip().toLowerCase(Locale.ROOT);
    if (plan.equals("none")) {
      return NONE;
    }
    EnumMap<FaultKind, Integer> shares = new EnumMap<>(FaultKind.class);
    Set<FaultKind> named = EnumSet.noneOf(FaultKind.class);
    for (String part : plan.split(",", -1)) {
      String item = part.strip();
      if (item.equals("all")) {
        for (FaultKind kind : FaultKind.values()) {
          shares.putIfAbsent(kind, FaultKind.DEFAULT_PPM);
        }
        continue;
      }
      int equals = item.indexOf('=');
      if (equals < 0) {
        throw unreadable(item);
      }
      String id = item.substring(0, equals).strip();
      FaultKind kind =
          FaultKind.of(id)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "unknown fault '" + id + "'; there are: " + FaultKind.ids()));
      if (!named.add(kind)) {
        throw new IllegalArgumentException(
            "fault '" + id + "' is given twice; each fault has one share");
      }
      shares.put(kind, share(id, item.substring(equals + 1).strip()));
    }
    int sum = shares.values().stream().mapToInt(Integer::intValue).sum();
    if (sum > WHOLE) {
      throw new IllegalArgumentException(
          "the faults add up to "
              + percent(sum)
              + ", which is over 100%, and a transaction gets at most one: "
              + describe(shares));
    }
    shares.values().removeIf(share -> share == 0);
    return new FaultPlan(shares);
  }

  private static int share(String id, String text) {
    BigDecimal percent;
    try {
      percent = new BigDecimal(text.endsWith("%") ? text.substring(0, text.length() - 1) : "");
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "fault '" + id + "' has the share '" + text + "'; write a percentage such as 2% or 0.5%",
          e);
    }
    if (percent.signum() < 0 || percent.compareTo(BigDecimal.valueOf(100)) > 0) {
      throw new IllegalArgumentException(
          "fault '" + id + "' has the share '" + text + "'; it has to lie between 0% and 100%");
    }
    BigDecimal ppm = percent.movePointRight(4);
    if (ppm.stripTrailingZeros().scale() > 0) {
      throw new IllegalArgumentException(
          "fault '" + id + "' has the share '" + text + "'; the smallest step is 0.0001%");
    }
    return ppm.intValueExact();
  }

  private static IllegalArgumentException unreadable(String item) {
    return new IllegalArgumentException(
        "cannot read '"
            + item
            + "' in the faults; write 'all', 'none' or fault=percentage pairs such as"
            + " amount=2%,missing=0.5%, with the faults: "
            + FaultKind.ids());
  }

  /**
   * The fault of one transaction.
   *
   * @param lot an evenly drawn number from 0 to 999 999
   */
  public Optional<FaultKind> choose(int lot) {
    for (int i = 0; i < kinds.length; i++) {
      if (lot < upTo[i]) {
        return Optional.of(kinds[i]);
      }
    }
    return Optional.empty();
  }

  /** Whether any transaction can get this fault. */
  public boolean has(FaultKind kind) {
    return ppm.containsKey(kind);
  }

  /** The plan in the form that {@link #parse} reads. */
  @Override
  public String toString() {
    return ppm.isEmpty() ? "none" : describe(ppm);
  }

  private static String describe(Map<FaultKind, Integer> shares) {
    return shares.entrySet().stream()
        .map(share -> share.getKey().id() + "=" + percent(share.getValue()))
        .collect(Collectors.joining(","));
  }

  private static String percent(int ppm) {
    return BigDecimal.valueOf(ppm, 4)
            .setScale(4, RoundingMode.UNNECESSARY)
            .stripTrailingZeros()
            .toPlainString()
        + "%";
  }
}
