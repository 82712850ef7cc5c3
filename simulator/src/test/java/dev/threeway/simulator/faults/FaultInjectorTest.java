package dev.threeway.simulator.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threeway.schemas.records.Channel;
import dev.threeway.schemas.records.Source;
import dev.threeway.schemas.records.TransactionEvent;
import dev.threeway.schemas.records.TransactionStatus;
import dev.threeway.schemas.records.TransactionType;
import dev.threeway.simulator.truth.ExpectedBreak;
import dev.threeway.simulator.truth.FaultRecord;
import dev.threeway.simulator.truth.Rejection;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every fault on one transaction, against exact examples in {@code fault-examples.txt}: a line for
 * each record (when it is sent, by whom, and what differs from the transaction without a fault:
 * 250.00 USD, SUCCESS, account AC105), then what has to come of it.
 */
class FaultInjectorTest {
  private static final int[] SEEDS = {1, 2, 3, 5, 11};
  private static final Instant START = Instant.parse("2026-03-01T09:00:00Z");
  private static final Timing TIMING =
      Timing.of(
          Duration.ofMinutes(5),
          Duration.ofSeconds(30),
          Duration.ofSeconds(5),
          Duration.ofMillis(1_500));

  @ParameterizedTest
  @EnumSource(FaultKind.class)
  void sends_these_records_and_expects_this(FaultKind kind) throws IOException {
    StringBuilder actual = new StringBuilder();
    for (int seed : SEEDS) {
      actual.append("# ").append(kind.id()).append(' ').append(seed).append('\n');
      actual.append(example(kind, seed)).append('\n');
    }
    assertThat(actual.toString()).isEqualTo(expected(kind));
  }

  private static String expected(FaultKind kind) throws IOException {
    try (InputStream in = FaultInjectorTest.class.getResourceAsStream("fault-examples.txt")) {
      String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return all.lines()
          .dropWhile(line -> !line.startsWith("# " + kind.id() + " "))
          .takeWhile(line -> !line.startsWith("# ") || line.startsWith("# " + kind.id() + " "))
          .map(line -> line + "\n")
          .collect(Collectors.joining());
    }
  }

  private static String example(FaultKind kind, int seed) {
    Story story = new Story("T1");
    story.report(event(Source.CORE, -100), START.toEpochMilli());
    story.report(event(Source.GATEWAY, 350), START.toEpochMilli() + 400);
    story.report(event(Source.MOBILE, 850), START.toEpochMilli() + 900);
    new FaultInjector(TIMING, FaultPlan.all()).inject(kind, story, new SplittableRandom(seed));
    StringBuilder text = new StringBuilder();
    for (Leg leg : story.legs()) {
      text.append(line(leg)).append('\n');
    }
    FaultRecord truth = story.truth().orElseThrow();
    text.append("\"").append(truth.details()).append("\"\n");
    text.append("=> ").append(truth.expectedStatus());
    for (ExpectedBreak one : truth.expectedBreaks()) {
      text.append(", ").append(one.type());
      if (one.missingSource() != null) {
        text.append(" of ").append(one.missingSource());
      }
      text.append(' ').append(one.state());
      if (one.resolution() != null) {
        text.append(' ').append(one.resolution());
      }
    }
    new TreeMap<Rejection, Integer>(truth.expectedDeadLetters())
        .forEach((reason, n) -> text.append(", rejected ").append(n).append(' ').append(reason));
    return text.append('\n').toString();
  }

  private static TransactionEvent event(Source source, long offset) {
    return new TransactionEvent(
        Events.id("T1", source, 1),
        "T1",
        source,
        new BigDecimal("250.00"),
        "USD",
        TransactionStatus.SUCCESS,
        START.plusMillis(offset),
        "AC105",
        "NRTHINBB",
        Channel.UPI,
        TransactionType.PAYMENT,
        "REF1",
        null);
  }

  private static String line(Leg leg) {
    StringBuilder line = new StringBuilder();
    line.append("%+d ms %s".formatted(leg.sendAt() - START.toEpochMilli(), leg.topic()));
    if (!leg.key().equals(Optional.of("T1"))) {
      line.append(" key=").append(leg.key().map(FaultInjectorTest::show).orElse("null"));
    }
    leg.bytes().ifPresent(bytes -> line.append(" bytes=").append(HexFormat.of().formatHex(bytes)));
    if (leg.bytes().isEmpty() && leg.event().isEmpty()) {
      line.append(" null");
    }
    leg.event().ifPresent(event -> show(event, leg.source(), line));
    return line.toString();
  }

  private static void show(TransactionEvent event, Source source, StringBuilder line) {
    TransactionEvent plain = event(source, 0);
    line.append(' ').append(event.getEventId());
    line.append(" @%+d ms".formatted(event.getEventTime().toEpochMilli() - START.toEpochMilli()));
    for (String field :
        new String[] {"txn_id", "source", "amount", "currency", "status", "account_id"}) {
      Object value = event.get(field);
      if (!value.equals(plain.get(field))) {
        line.append(' ').append(field).append('=').append(show(value.toString()));
      }
    }
  }

  private static String show(String text) {
    return text.replace("\u0007", "<BEL>").replaceAll("x{128}", "<128 times x>");
  }
}
