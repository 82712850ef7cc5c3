package dev.threeway.benchmarks.query;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.threeway.schemas.records.Source;
import dev.threeway.schemas.records.TransactionEvent;
import dev.threeway.schemas.records.TransactionStatus;
import dev.threeway.simulator.app.LegSink;
import dev.threeway.simulator.faults.Leg;
import dev.threeway.simulator.faults.Story;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.function.Consumer;

/** Legs that were sent, and answers about them. */
final class JudgeFixture {
  static final Instant START = Instant.parse("2026-03-01T09:00:00Z");
  static final long PATIENCE = 12_000;

  private JudgeFixture() {}

  /** A sink that takes everything. */
  static SentTraffic traffic() {
    return new SentTraffic(
        new LegSink() {
          @Override
          public void send(Leg leg, Consumer<Leg> confirmed) {
            confirmed.accept(leg);
          }

          @Override
          public void finish(Instant lastDeadline) {
            // Everything has arrived.
          }

          @Override
          public void close() {
            // Nothing is open.
          }
        },
        100);
  }

  static void send(SentTraffic traffic, String txnId, Source source, String amount) {
    Story story = new Story(txnId);
    story.report(
        TransactionEvent.newBuilder()
            .setEventId(source + txnId)
            .setTxnId(txnId)
            .setSource(source)
            .setAmount(new BigDecimal(amount).setScale(4))
            .setCurrency("USD")
            .setStatus(TransactionStatus.SUCCESS)
            .setEventTime(START)
            .setAccountId("ACC-1")
            .build(),
        START.toEpochMilli());
    traffic.send(story.legs().get(0), leg -> {});
  }

  static String leg(String source, String amount) {
    return ("\"%s\":{\"amount\":\"%s\",\"currency\":\"USD\",\"status\":\"SUCCESS\","
            + "\"event_time\":\"2026-03-01T09:00:00.000Z\",\"account_id\":\"ACC-1\"}")
        .formatted(source, amount);
  }

  static Answer answer(Question question, int status, String body, Instant at) {
    try {
      return new Answer(
          question,
          "127.0.0.1:1",
          status,
          false,
          new ObjectMapper().readTree(body),
          at.toEpochMilli());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
