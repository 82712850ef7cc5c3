package dev.threeway.topology.oracle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Says what a complete history must lead to. */
final class Oracle {
  private final OracleRules rules;

  Oracle(OracleRules rules) {
    this.rules = rules;
  }

  Outcome decide(History history, int partition) {
    Outcome outcome = new Outcome();
    PartitionTime time = new PartitionTime(history.end());
    Map<String, List<Arrival>> accepted = new LinkedHashMap<>();
    for (Arrival arrival : history.of(partition)) {
      outcome.count(arrival.topic(), "consumed", 1);
      Optional<String> rejection = Validity.rejection(arrival, time.streamTime(), rules);
      if (rejection.isPresent()) {
        outcome.count(arrival.topic(), rejection.get(), 1);
        outcome.deadLetter(
            deadLetter(rejection.get(), arrival.address(), arrival.key(), arrival.value()));
      } else {
        time.accepted(arrival.at(), arrival.eventTime());
        accepted.computeIfAbsent(arrival.txnId(), none -> new ArrayList<>()).add(arrival);
      }
    }
    accepted.values().forEach(arrivals -> tell(arrivals, time, outcome));
    return outcome;
  }

  static String deadLetter(String reason, String address, byte[] key, byte[] value) {
    return "%s %s key %s value %s"
        .formatted(reason, address, Arrays.toString(key), Arrays.hashCode(value));
  }

  /** A transaction whose reports go on after its group was purged has several stories. */
  private void tell(List<Arrival> arrivals, PartitionTime time, Outcome outcome) {
    int begin = 0;
    for (int end = 1; end <= arrivals.size(); end++) {
      List<Arrival> group = arrivals.subList(begin, end);
      OptionalLong purge = Story.purge(group, time, rules);
      long next = end < arrivals.size() ? arrivals.get(end).at() : Long.MAX_VALUE;
      boolean purged = purge.isPresent() && purge.getAsLong() <= next;
      if (purged || end == arrivals.size()) {
        Story story = new Story(group, time, rules);
        story.publishTo(outcome);
        story.countIn(outcome, purged);
        if (!purged) {
          story.storeIn(outcome);
        }
        begin = end;
      }
    }
  }
}
