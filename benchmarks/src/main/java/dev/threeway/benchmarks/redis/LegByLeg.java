package dev.threeway.benchmarks.redis;

import dev.threeway.benchmarks.verdict.LegReports;
import dev.threeway.benchmarks.verdict.Verdicts;
import java.sql.SQLException;
import java.util.List;
import redis.clients.jedis.Jedis;

/** Each leg by itself, as such services are usually written: one round trip for each command. */
final class LegByLeg implements LegWork {
  private final Jedis redis;
  private final VerdictTable table;
  private final Verdicts verdicts;
  private final Timing timing;

  LegByLeg(Jedis redis, VerdictTable table, Verdicts verdicts, Timing timing) {
    this.redis = redis;
    this.table = table;
    this.verdicts = verdicts;
    this.timing = timing;
  }

  @Override
  public void take(List<ReceivedLeg> legs) throws SQLException {
    for (ReceivedLeg received : legs) {
      take(received);
    }
  }

  private void take(ReceivedLeg received) throws SQLException {
    String txnId = received.txnId();
    String key = RedisKeys.transaction(txnId);
    // The first report of a source stands.
    redis.hsetnx(key, RedisKeys.field(received.leg()), RedisKeys.value(received.leg()));
    redis.expire(key, timing.timeToLiveSeconds());
    LegReports legs = RedisKeys.legs(redis.hgetAll(key));
    if (legs.complete()) {
      table.write(txnId, verdicts.on(legs));
      redis.zrem(RedisKeys.deadlines(received.partition()), txnId);
      return;
    }
    if (verdicts.differ(legs)) {
      table.write(txnId, verdicts.on(legs));
    }
    redis.zadd(RedisKeys.deadlines(received.partition()), timing.score(legs), txnId);
  }

  @Override
  public void sweep(int partition, long time) throws SQLException {
    String deadlines = RedisKeys.deadlines(partition);
    for (String txnId : redis.zrange(deadlines, RedisKeys.before(time))) {
      LegReports legs = RedisKeys.legs(redis.hgetAll(RedisKeys.transaction(txnId)));
      table.write(txnId, verdicts.on(legs));
      redis.zrem(deadlines, txnId);
    }
  }
}
