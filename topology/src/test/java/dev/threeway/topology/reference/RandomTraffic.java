package dev.threeway.topology.reference;

import dev.threeway.schemas.records.Source;
import dev.threeway.schemas.records.TransactionEvent;
import dev.threeway.schemas.records.TransactionStatus;
import dev.threeway.topology.flow.Events;
import dev.threeway.topology.flow.FlowDriver;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * Traffic that the DSL gets right: every source reports at most once, the legs of a transaction lie
 * inside the window, and each comes out of order by no more than the grace.
 */
final class RandomTraffic {
  private static final Duration MOMENT = Duration.ofSeconds(2);

  private record Report(
      Duration afterStart,
      Duration delay,
      String amount,
      String currency,
      TransactionStatus status,
      String account) {}

  private record Transaction(Duration start, Set<Source> sources, List<Report> reports) {}

  private RandomTraffic() {}

  /** One to eight transactions in the order of arrival, and closing ones that drive time on. */
  static Arbitrary<List<Arrival>> arrivals() {
    return transactions().list().ofMinSize(1).ofMaxSize(8).map(RandomTraffic::arrivals);
  }

  private static Arbitrary<Transaction> transactions() {
    return Combinators.combine(
            millis(Duration.ofMinutes(3)),
            Arbitraries.of(Source.CORE, Source.GATEWAY, Source.MOBILE).set().ofMinSize(1),
            reports().list().ofSize(3))
        .as(Transaction::new);
  }

  private static Arbitrary<Report> reports() {
    return Combinators.combine(
            Arbitraries.frequencyOf(
                Tuple.of(3, millis(Duration.ofMillis(5_001))),
                Tuple.of(1, millis(FlowDriver.WINDOW))),
            millis(FlowDriver.GRACE),
            mostly("100.0000", List.of("100.0100", "100.0200", "7.0000")),
            mostly("USD", List.of("EUR")),
            mostly(
                TransactionStatus.SUCCESS,
                List.of(TransactionStatus.FAILED, TransactionStatus.PENDING)),
            mostly("ACC-1", List.of("ACC-2")))
        .as(Report::new);
  }

  private static Arbitrary<Duration> millis(Duration most) {
    return Arbitraries.longs().between(0, most.toMillis()).map(Duration::ofMillis);
  }

  private static <T> Arbitrary<T> mostly(T usual, List<T> others) {
    return Arbitraries.frequencyOf(
        Tuple.of(4, Arbitraries.just(usual)), Tuple.of(1, Arbitraries.of(others)));
  }

  private static List<Arrival> arrivals(List<Transaction> transactions) {
    List<Arrival> arrivals = new ArrayList<>();
    for (int i = 0; i < transactions.size(); i++) {
      Transaction transaction = transactions.get(i);
      for (Source source : transaction.sources()) {
        Report report = transaction.reports().get(source.ordinal() - Source.CORE.ordinal());
        arrivals.add(arrival("T" + i, source, transaction.start(), report));
      }
    }
    arrivals.sort(Comparator.comparing(Arrival::at));
    Instant last = arrivals.get(arrivals.size() - 1).at();
    Instant firstJoinCloses = last.plus(FlowDriver.WINDOW).plus(FlowDriver.GRACE).plus(MOMENT);
    close("close-1", firstJoinCloses, arrivals);
    close(
        "close-2",
        firstJoinCloses.plus(FlowDriver.WINDOW).plus(ReferenceDriver.SECOND_GRACE).plus(MOMENT),
        arrivals);
    return arrivals;
  }

  private static Arrival arrival(String txnId, Source source, Duration start, Report report) {
    Instant eventTime = FlowDriver.START.plus(start).plus(report.afterStart());
    return new Arrival(
        eventTime.plus(report.delay()),
        Events.of(source, txnId)
            .setEventTime(eventTime)
            .setAmount(new BigDecimal(report.amount()))
            .setCurrency(report.currency())
            .setStatus(report.status())
            .setAccountId(report.account())
            .build());
  }

  /** Three equal legs, far enough apart in wall-clock time for the DSL to look at what is due. */
  private static void close(String txnId, Instant at, List<Arrival> arrivals) {
    Instant arrivesAt = at;
    for (Source source : List.of(Source.CORE, Source.GATEWAY, Source.MOBILE)) {
      TransactionEvent leg = Events.of(source, txnId).setEventTime(at).build();
      arrivals.add(new Arrival(arrivesAt, leg));
      arrivesAt = arrivesAt.plus(MOMENT);
    }
  }
}
