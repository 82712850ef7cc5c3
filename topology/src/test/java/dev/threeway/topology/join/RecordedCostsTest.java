package dev.threeway.topology.join;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threeway.schemas.records.Source;
import dev.threeway.schemas.records.TransactionStatus;
import dev.threeway.topology.rules.Leg;
import dev.threeway.topology.rules.Matching;
import dev.threeway.topology.rules.Position;
import dev.threeway.topology.rules.RuleSet;
import dev.threeway.topology.rules.Timing;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a leg costs the stores, and the changelogs behind them, does not rise unnoticed. */
class RecordedCostsTest {
  private static final int TRANSACTIONS = 1_000;
  private static final int IN_FLIGHT = 40;
  private static final int LEGS_PER_COMMIT = 10;
  private static final int ONE_BREAK_IN = 20;
  private static final Source[] SOURCES = {Source.CORE, Source.GATEWAY, Source.MOBILE};

  private final CountingStore stored = new CountingStore(MemoryStore.empty(Stores.STATE));
  private final BufferedStore state = new BufferedStore(stored);
  private final MockProcessorContext<byte[], JoinOutput> context = new MockProcessorContext<>();

  @ParameterizedTest
  @EnumSource
  void aKeyspaceIsNotReadOrWrittenMoreThanRecorded(Keyspace keyspace) throws IOException {
    stored.countOnly(keyspace);
    runAll();

    SoftAssertions costs = new SoftAssertions();
    costs
        .assertThat(perThousandLegs(stored.reads()))
        .as("reads")
        .isLessThanOrEqualTo(recorded(keyspace + ".reads"));
    costs
        .assertThat(perThousandLegs(stored.writes()))
        .as("writes")
        .isLessThanOrEqualTo(recorded(keyspace + ".writes"));
    costs
        .assertThat(perThousandLegs(stored.bytesWritten()))
        .as("bytes")
        .isLessThanOrEqualTo(recorded(keyspace + ".bytes"));
    costs.assertAll();
  }

  @Test
  void aSweepOverWhatIsNotDueReadsNothing() {
    runAll();
    stored.entriesRead();
    stored.reads();
    context.scheduledPunctuators().get(0).getPunctuator().punctuate(Samples.NINE);

    assertThat(stored.entriesRead()).isZero();
    assertThat(stored.reads()).isZero();
  }

  private void runAll() {
    Timing timing =
        new Timing(
            Duration.ofMinutes(5),
            Duration.ofSeconds(30),
            Duration.ofHours(24),
            Duration.ofMinutes(5));
    context.addStateStore(state);
    context.setCurrentSystemTimeMs(Samples.NINE);
    ThreeWayJoinProcessor join =
        new ThreeWayJoinProcessor(
            new Matching(RuleSet.DEFAULT, timing),
            timing,
            new ThreeWayJoin.Settings(
                RuleSet.DEFAULT,
                timing.retention(),
                timing.maxFutureSkew(),
                Duration.ofMillis(100),
                Duration.ofMillis(40),
                Stores.Kind.UNLOGGED,
                InputHorizon.ALL_READ));
    join.init(context);
    for (int i = 0; i < TRANSACTIONS + 2 * IN_FLIGHT; i++) {
      for (int source = 0; source < SOURCES.length; source++) {
        // Each source reports some transactions behind the one before it.
        int transaction = i - source * IN_FLIGHT;
        if (transaction >= 0 && transaction < TRANSACTIONS) {
          join.process(leg(SOURCES[source], transaction, i));
        }
      }
      if (i * SOURCES.length % LEGS_PER_COMMIT < SOURCES.length) {
        commit();
      }
    }
    commit();
  }

  private void commit() {
    state.flushCache();
    context.resetForwards();
  }

  private static Record<byte[], JoinInput> leg(Source source, int transaction, long offset) {
    String txnId = "TXN-%09d".formatted(transaction);
    boolean broken = source == Source.GATEWAY && transaction % ONE_BREAK_IN == 0;
    Leg leg =
        new Leg(
            source,
            source + "-" + txnId,
            broken ? 2_000_000 : 1_000_000,
            "USD",
            TransactionStatus.SUCCESS,
            Samples.NINE + transaction,
            "ACC-%06d".formatted(transaction),
            "BANK001",
            null,
            null,
            null,
            null,
            new Position(source, 0, offset));
    return new Record<>(
        txnId.getBytes(StandardCharsets.UTF_8),
        JoinInput.of(new byte[0], txnId, leg),
        leg.eventTime());
  }

  private static long perThousandLegs(long count) {
    return Math.round(Math.ceil(1_000.0 * count / TRANSACTIONS / SOURCES.length));
  }

  private static long recorded(String name) throws IOException {
    Properties recorded = new Properties();
    try (InputStream file =
        RecordedCostsTest.class.getResourceAsStream("/recorded-costs.properties")) {
      recorded.load(file);
    }
    return Long.parseLong(recorded.getProperty(name));
  }
}
