package dev.threeway.benchmarks.redis;

import dev.threeway.benchmarks.verdict.LegReports;
import dev.threeway.benchmarks.verdict.Verdicts;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Response;

/**
 * The legs of a poll together: two round trips to Redis and one transaction in PostgreSQL for all
 * of them.
 */
final class PollByPoll implements LegWork {
  private final Jedis redis;
  private final VerdictTable table;
  private final Verdicts verdicts;
  private final Timing timing;

  PollByPoll(Jedis redis, VerdictTable table, Verdicts verdicts, Timing timing) {
    this.redis = redis;
    this.table = table;
    this.verdicts = verdicts;
    this.timing = timing;
  }

  /** A transaction of the poll, and the answer that holds its legs. */
  private record Gathered(String txnId, int partition, Response<Map<String, String>> hash) {}

  @Override
  public void take(List<ReceivedLeg> legs) throws SQLException {
    List<Gathered> gathered = gather(legs);
    Map<String, String> decided = new LinkedHashMap<>();
    try (Pipeline pipeline = redis.pipelined()) {
      for (Gathered each : gathered) {
        LegReports known = RedisKeys.legs(each.hash().get());
        String deadlines = RedisKeys.deadlines(each.partition());
        if (known.complete() || verdicts.differ(known)) {
          decided.put(each.txnId(), verdicts.on(known));
        }
        if (known.complete()) {
          pipeline.zrem(deadlines, each.txnId());
        } else {
          pipeline.zadd(deadlines, timing.score(known), each.txnId());
        }
      }
      table.write(decided);
      pipeline.sync();
    }
  }

  private List<Gathered> gather(List<ReceivedLeg> legs) {
    Map<String, Integer> partitions = new LinkedHashMap<>();
    List<Gathered> gathered = new ArrayList<>();
    try (Pipeline pipeline = redis.pipelined()) {
      for (ReceivedLeg received : legs) {
        String key = RedisKeys.transaction(received.txnId());
        // The first report of a source stands.
        pipeline.hsetnx(key, RedisKeys.field(received.leg()), RedisKeys.value(received.leg()));
        partitions.put(received.txnId(), received.partition());
      }
      partitions.forEach(
          (txnId, partition) -> {
            String key = RedisKeys.transaction(txnId);
            pipeline.expire(key, timing.timeToLiveSeconds());
            gathered.add(new Gathered(txnId, partition, pipeline.hgetAll(key)));
          });
      pipeline.sync();
    }
    return gathered;
  }

  @Override
  public void sweep(int partition, long time) throws SQLException {
    String deadlines = RedisKeys.deadlines(partition);
    List<String> overdue = redis.zrange(deadlines, RedisKeys.before(time));
    if (overdue.isEmpty()) {
      return;
    }
    Map<String, Response<Map<String, String>>> hashes = new LinkedHashMap<>();
    try (Pipeline pipeline = redis.pipelined()) {
      for (String txnId : overdue) {
        hashes.put(txnId, pipeline.hgetAll(RedisKeys.transaction(txnId)));
      }
      pipeline.sync();
    }
    Map<String, String> decided = new LinkedHashMap<>();
    hashes.forEach((txnId, hash) -> decided.put(txnId, verdicts.on(RedisKeys.legs(hash.get()))));
    table.write(decided);
    redis.zrem(deadlines, overdue.toArray(String[]::new));
  }
}
