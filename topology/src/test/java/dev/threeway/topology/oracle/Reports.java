package dev.threeway.topology.oracle;

import static dev.threeway.schemas.records.TransactionStatus.PENDING;

import dev.threeway.schemas.records.Source;
import dev.threeway.schemas.records.TransactionEvent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the sources have said about one transaction so far.
 *
 * @param legs the leg on file of each source
 * @param conflicts the first report of each source that contradicts its leg on file
 * @param outcomes what became of each report, in order
 * @param firstEventTime the earliest event time that a leg on file ever had
 * @param legAddresses where the legs on file can be read
 * @param conflictAddresses where the first contradictions can be read
 */
record Reports(
    Map<Source, TransactionEvent> legs,
    Map<Source, TransactionEvent> conflicts,
    List<String> outcomes,
    long firstEventTime,
    Map<Source, String> legAddresses,
    Map<Source, String> conflictAddresses) {

  static Reports of(List<Arrival> arrivals) {
    Map<Source, TransactionEvent> legs = new EnumMap<>(Source.class);
    Map<Source, TransactionEvent> conflicts = new EnumMap<>(Source.class);
    List<String> outcomes = new ArrayList<>();
    Map<Source, String> legAddresses = new EnumMap<>(Source.class);
    Map<Source, String> conflictAddresses = new LinkedHashMap<>();
    long first = Long.MAX_VALUE;
    for (Arrival arrival : arrivals) {
      String outcome = outcome(legs.get(arrival.topic()), arrival.event());
      outcomes.add(outcome);
      if (outcome.equals("FIRST_REPORT") || outcome.equals("REVISION")) {
        legs.put(arrival.topic(), arrival.event());
        legAddresses.put(arrival.topic(), arrival.address());
        first = Math.min(first, arrival.eventTime());
      } else if (outcome.equals("CONFLICT")) {
        conflicts.putIfAbsent(arrival.topic(), arrival.event());
        conflictAddresses.putIfAbsent(arrival.topic(), arrival.address());
      }
    }
    return new Reports(legs, conflicts, outcomes, first, legAddresses, conflictAddresses);
  }

  private static String outcome(TransactionEvent onFile, TransactionEvent report) {
    if (onFile == null) {
      return "FIRST_REPORT";
    }
    if (content(onFile).equals(content(report))) {
      return "DUPLICATE";
    }
    boolean earlier = report.getEventTime().isBefore(onFile.getEventTime());
    if (onFile.getStatus() == PENDING && !earlier) {
      return "REVISION";
    }
    return report.getStatus() == PENDING && earlier ? "STALE_REVISION" : "CONFLICT";
  }

  private static TransactionEvent content(TransactionEvent event) {
    TransactionEvent content = copy(event);
    content.setEventId("");
    return content;
  }

  static TransactionEvent copy(TransactionEvent event) {
    TransactionEvent copy = new TransactionEvent();
    event.getSchema().getFields().forEach(field -> copy.put(field.pos(), event.get(field.pos())));
    return copy;
  }

  boolean isComplete() {
    return legs.size() == 3;
  }

  BigDecimal largestAmount() {
    return largest().getAmount();
  }

  BigDecimal smallestAmount() {
    return legs.values().stream()
        .map(TransactionEvent::getAmount)
        .min(BigDecimal::compareTo)
        .orElseThrow();
  }

  /** The leg with the largest amount: the first, in the order of the sources, of several. */
  TransactionEvent largest() {
    TransactionEvent largest = onFile();
    for (TransactionEvent leg : legs.values()) {
      if (leg.getAmount().compareTo(largest.getAmount()) > 0) {
        largest = leg;
      }
    }
    return largest;
  }

  /** The leg that speaks for the transaction: CORE's, or GATEWAY's, or MOBILE's. */
  TransactionEvent onFile() {
    return legs.values().iterator().next();
  }
}
