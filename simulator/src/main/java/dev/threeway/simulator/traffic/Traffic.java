package dev.threeway.simulator.traffic;

import dev.threeway.schemas.records.Channel;
import dev.threeway.schemas.records.Source;
import dev.threeway.schemas.records.TransactionEvent;
import dev.threeway.schemas.records.TransactionStatus;
import dev.threeway.schemas.records.TransactionType;
import dev.threeway.simulator.faults.Currencies;
import dev.threeway.simulator.faults.Events;
import dev.threeway.simulator.faults.FaultInjector;
import dev.threeway.simulator.faults.FaultKind;
import dev.threeway.simulator.faults.FaultPlan;
import dev.threeway.simulator.faults.Story;
import dev.threeway.simulator.faults.Timing;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * The transactions of a run. Everything but the times follows from the seed and the transaction's
 * number alone, so they can be drawn in any order. Thread-safe.
 */
public final class Traffic {
  private static final int LOTS = 1_000_000;
  private static final int ACCOUNTS = 50_000;
  private static final int DIGITS = 9;

  /** Odd, so that no two transactions of a run draw from the same random numbers. */
  private static final long STRIDE = 0xD1342543DE82EF95L;

  /** How often each currency occurs, in percent, in the order of {@link Currencies#CODES}. */
  private static final int[] CURRENCY_SHARES = {45, 20, 12, 6, 5, 3, 3, 3, 2, 1};

  /** The three legs come in any order, the core system's mostly first. */
  private static final List<List<Source>> ORDERS =
      List.of(
          List.of(Source.CORE, Source.GATEWAY, Source.MOBILE),
          List.of(Source.CORE, Source.MOBILE, Source.GATEWAY),
          List.of(Source.GATEWAY, Source.CORE, Source.MOBILE),
          List.of(Source.MOBILE, Source.GATEWAY, Source.CORE),
          List.of(Source.GATEWAY, Source.MOBILE, Source.CORE),
          List.of(Source.MOBILE, Source.CORE, Source.GATEWAY));

  private static final List<Channel> CHANNELS =
      List.of(
          Channel.UPI, Channel.ATM, Channel.ONLINE, Channel.MOBILE, Channel.BRANCH, Channel.POS);
  private static final List<TransactionType> TYPES =
      List.of(
          TransactionType.TRANSFER,
          TransactionType.DEPOSIT,
          TransactionType.WITHDRAWAL,
          TransactionType.PAYMENT,
          TransactionType.REFUND);
  private static final List<String> BANKS =
      List.of("NRTHINBB", "STHRUS33", "ESTNDEFF", "WSTNGB2L", "CNTRJPJT", "GULFKWKW");

  private final String runId;
  private final long base;
  private final FaultPlan plan;
  private final Timing timing;
  private final FaultInjector injector;

  /**
   * Prepares the transactions of a run.
   *
   * @param runId what all transaction ids begin with
   * @throws IllegalArgumentException if the timings leave no room for the faults
   */
  public Traffic(String runId, long seed, FaultPlan plan, Timing timing) {
    this.runId = runId;
    this.base = new SplittableRandom(seed).nextLong();
    this.plan = plan;
    this.timing = timing;
    this.injector = new FaultInjector(timing, plan);
  }

  /**
   * One transaction with the fault that its number is given, if any.
   *
   * @param number counts from 1
   * @param start when it begins, in milliseconds since the epoch
   */
  public Story transaction(long number, long start) {
    SplittableRandom random = new SplittableRandom(base + number * STRIDE);
    Optional<FaultKind> fault = plan.choose(random.nextInt(LOTS));
    Story story = clean(txnId(number), start, fault, random.split());
    fault.ifPresentOrElse(kind -> injector.inject(kind, story, random), () -> injector.none(story));
    return story;
  }

  private String txnId(long number) {
    String digits = Long.toString(number);
    return runId + "-" + "0".repeat(Math.max(0, DIGITS - digits.length())) + digits;
  }

  private Story clean(
      String txnId, long start, Optional<FaultKind> fault, SplittableRandom random) {
    String currency = currency(fault.map(FaultInjector::decimalsFor).orElse(0), random);
    BigDecimal amount = Amounts.draw(currency, Currencies.decimals(currency), random);
    TransactionStatus status =
        random.nextInt(100) < 4 ? TransactionStatus.FAILED : TransactionStatus.SUCCESS;
    String account = "AC" + (100_000_000_000L + random.nextInt(ACCOUNTS) * 7_919L);
    String bank = BANKS.get(random.nextInt(BANKS.size()));
    Channel channel = CHANNELS.get(random.nextInt(CHANNELS.size()));
    TransactionType type = TYPES.get(random.nextInt(TYPES.size()));
    String reference = "REF" + (100_000_000_000L + random.nextLong(900_000_000_000L));

    Story story = new Story(txnId);
    List<Source> order = ORDERS.get(Integer.numberOfTrailingZeros(random.nextInt() | 1 << 5));
    long offset = 0;
    for (int i = 0; i < order.size(); i++) {
      Source source = order.get(i);
      long sent = start + offset;
      story.report(
          new TransactionEvent(
              Events.id(txnId, source, 1),
              txnId,
              source,
              amount,
              currency,
              status,
              Instant.ofEpochMilli(sent - random.nextLong(Timing.SKEW_MILLIS + 1)),
              account,
              bank,
              channel,
              type,
              reference,
              null),
          sent + random.nextLong(Timing.LATENCY_MILLIS));
      offset += delay(timing.spreadMillis() - offset, random);
    }
    return story;
  }

  /** A delay up to a limit; short ones are more frequent. */
  private static long delay(long limit, SplittableRandom random) {
    return Math.min(random.nextLong(limit + 1), random.nextLong(limit + 1));
  }

  private static String currency(int decimals, SplittableRandom random) {
    int lot = random.nextInt(100);
    int index = 0;
    while (lot >= CURRENCY_SHARES[index]) {
      lot -= CURRENCY_SHARES[index++];
    }
    String drawn = Currencies.CODES.get(index);
    return Currencies.decimals(drawn) >= decimals ? drawn : Currencies.CODES.get(0);
  }
}
