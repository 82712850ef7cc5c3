package dev.threeway.benchmarks.redis;

import dev.threeway.benchmarks.verdict.LegReport;
import dev.threeway.benchmarks.verdict.LegReports;
import dev.threeway.schemas.records.Source;
import dev.threeway.schemas.records.TransactionStatus;
import java.util.Map;
import redis.clients.jedis.params.ZRangeParams;

/**
 * What lies where in Redis: a hash for each transaction with a field for each source, and a sorted
 * set for each partition with the deadlines of what is undecided.
 */
final class RedisKeys {
  private static final String SEPARATOR = "|";
  private static final int PARTS = 5;

  private RedisKeys() {}

  static String transaction(String txnId) {
    return "txn:" + txnId;
  }

  static String deadlines(int partition) {
    return "deadlines:" + partition;
  }

  /** What was due before a time, ms. */
  static ZRangeParams before(long time) {
    return ZRangeParams.zrangeByScoreParams(0, time - 1.0);
  }

  static String field(LegReport leg) {
    return leg.source().name();
  }

  /** A leg as the value of its field; the account stands last, for it may hold anything. */
  static String value(LegReport leg) {
    return leg.amount()
        + SEPARATOR
        + leg.currency()
        + SEPARATOR
        + leg.status()
        + SEPARATOR
        + leg.eventTime()
        + SEPARATOR
        + leg.accountId();
  }

  /** The legs that a hash holds. */
  static LegReports legs(Map<String, String> hash) {
    LegReports legs = LegReports.NONE;
    for (Map.Entry<String, String> field : hash.entrySet()) {
      legs = legs.with(leg(Source.valueOf(field.getKey()), field.getValue()));
    }
    return legs;
  }

  private static LegReport leg(Source source, String value) {
    String[] parts = value.split("\\|", PARTS);
    return new LegReport(
        source,
        Long.parseLong(parts[0]),
        parts[1],
        TransactionStatus.valueOf(parts[2]),
        Long.parseLong(parts[3]),
        parts[4]);
  }
}
