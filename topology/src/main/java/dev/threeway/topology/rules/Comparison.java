package dev.threeway.topology.rules;

import static dev.threeway.schemas.records.BreakType.ACCOUNT;
import static dev.threeway.schemas.records.BreakType.AMOUNT;
import static dev.threeway.schemas.records.BreakType.CURRENCY;
import static dev.threeway.schemas.records.BreakType.DUPLICATE;
import static dev.threeway.schemas.records.BreakType.MISSING;
import static dev.threeway.schemas.records.BreakType.STATUS;
import static dev.threeway.schemas.records.BreakType.TIMESTAMP;

import dev.threeway.schemas.records.BreakType;
import dev.threeway.schemas.records.Channel;
import dev.threeway.schemas.records.Severity;
import dev.threeway.schemas.records.Source;
import dev.threeway.schemas.records.TransactionStatus;
import dev.threeway.topology.rules.RuleSet.AmountRules;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Function;

/** Finds what disagrees inside a match group, whatever order its legs came in. */
final class Comparison {
  private static final DateTimeFormatter TIMESTAMPS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);

  private final RuleSet rules;

  Comparison(RuleSet rules) {
    this.rules = rules;
  }

  /** Every break that holds, in the order of the types, MISSING in the order of the sources. */
  List<Finding> findings(MatchGroup group) {
    List<Leg> legs = group.legs();
    Leg largest = largest(legs);
    List<Finding> found = new ArrayList<>(2);
    if (!allAgree(legs, Comparison::sameCurrency)) {
      found.add(
          finding(CURRENCY, legs, rules.severities().currency(), largest)
              .values(Leg::currency)
              .deviating(Comparison::sameCurrency)
              .build());
    } else {
      addAmount(legs, largest, found);
    }
    addStatus(group, legs, largest, found);
    if (!allAgree(legs, Comparison::sameAccount)) {
      found.add(
          finding(ACCOUNT, legs, rules.severities().account(), largest)
              .values(Leg::accountId)
              .deviating(Comparison::sameAccount)
              .build());
    }
    if (!allAgree(legs, this::sameTime)) {
      found.add(
          finding(TIMESTAMP, legs, rules.severities().timestamp(), largest)
              .values(Comparison::timeText)
              .deviating(this::sameTime)
              .atRisk(0)
              .build());
    }
    if (group.deadlinePassed()) {
      addMissing(group, legs, largest, found);
    }
    if (!group.conflicts().isEmpty()) {
      found.add(duplicate(group));
    }
    return found;
  }

  /** Whether a leg is still PENDING while another has a final status. */
  static boolean isPendingAgainstFinal(List<Leg> legs) {
    int pending = 0;
    for (Leg leg : legs) {
      if (leg.isPending()) {
        pending++;
      }
    }
    return pending > 0 && pending < legs.size();
  }

  private void addAmount(List<Leg> legs, Leg largest, List<Finding> found) {
    AmountRules amounts = rules.amountsFor(largest.currency(), channelOf(legs));
    BiPredicate<Leg, Leg> sameAmount =
        (one, other) -> amounts.allow(Math.abs(one.amount() - other.amount()), largest.amount());
    if (allAgree(legs, sameAmount)) {
      return;
    }
    long difference = largest.amount() - smallestAmount(legs);
    Severity severity =
        amounts.severity(
            difference,
            largest.amount(),
            rules.severities().amount(),
            rules.severities().amountHigh());
    found.add(
        finding(AMOUNT, legs, severity, largest)
            .values(Comparison::amountText)
            .deviating(sameAmount)
            .atRisk(difference)
            .build());
  }

  private void addStatus(MatchGroup group, List<Leg> legs, Leg largest, List<Finding> found) {
    boolean contradiction =
        has(legs, TransactionStatus.SUCCESS) && has(legs, TransactionStatus.FAILED);
    if (contradiction || (group.deadlinePassed() && isPendingAgainstFinal(legs))) {
      Severity severity =
          contradiction ? rules.severities().status() : rules.severities().statusPending();
      found.add(
          finding(STATUS, legs, severity, largest)
              .values(leg -> leg.status().name())
              .deviating((one, other) -> one.status() == other.status())
              .build());
    }
  }

  private void addMissing(MatchGroup group, List<Leg> legs, Leg largest, List<Finding> found) {
    for (Source source : MatchGroup.SOURCES) {
      if (group.leg(source) == null) {
        AmountRules amounts = rules.amountsFor(largest.currency(), channelOf(legs));
        Severity severity =
            largest.amount() >= amounts.criticalFrom()
                ? Severity.CRITICAL
                : rules.severities().missing(source);
        found.add(
            finding(MISSING, legs, severity, largest)
                .missing(source)
                .values(Comparison::amountText)
                .build());
      }
    }
  }

  private Finding duplicate(MatchGroup group) {
    String[] values = new String[MatchGroup.SOURCES.size()];
    List<Source> deviating = new ArrayList<>();
    long atRisk = -1;
    String currency = null;
    for (Source source : MatchGroup.SOURCES) {
      for (Leg conflict : group.conflicts()) {
        if (conflict.source() == source) {
          Leg onFile = group.leg(source);
          values[MatchGroup.SOURCES.indexOf(source)] = ConflictText.of(onFile, conflict);
          deviating.add(source);
          Leg larger = onFile.amount() >= conflict.amount() ? onFile : conflict;
          boolean onlyAmountsDiffer =
              sameCurrency(onFile, conflict) && onFile.amount() != conflict.amount();
          long risk =
              onlyAmountsDiffer ? Math.abs(onFile.amount() - conflict.amount()) : larger.amount();
          if (risk > atRisk) {
            atRisk = risk;
            currency = larger.currency();
          }
        }
      }
    }
    return new Finding(
        DUPLICATE,
        null,
        rules.severities().duplicate(),
        values[0],
        values[1],
        values[2],
        List.copyOf(deviating),
        atRisk,
        currency);
  }

  private boolean sameTime(Leg one, Leg other) {
    return Math.abs(one.eventTime() - other.eventTime()) <= rules.timestampTolerance().toMillis();
  }

  private static boolean sameCurrency(Leg one, Leg other) {
    return one.currency().equals(other.currency());
  }

  private static boolean sameAccount(Leg one, Leg other) {
    return one.accountId().equals(other.accountId());
  }

  static String amountText(Leg leg) {
    return Money.format(leg.amount(), leg.currency());
  }

  static String timeText(Leg leg) {
    return TIMESTAMPS.format(Instant.ofEpochMilli(leg.eventTime()));
  }

  private static boolean allAgree(List<Leg> legs, BiPredicate<Leg, Leg> agree) {
    for (int i = 0; i < legs.size(); i++) {
      for (int j = i + 1; j < legs.size(); j++) {
        if (!agree.test(legs.get(i), legs.get(j))) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean has(List<Leg> legs, TransactionStatus status) {
    for (Leg leg : legs) {
      if (leg.status() == status) {
        return true;
      }
    }
    return false;
  }

  /** The channel that CORE reports, or else GATEWAY, or else MOBILE; null if nobody does. */
  private static Channel channelOf(List<Leg> legs) {
    for (Leg leg : legs) {
      if (leg.channel() != null) {
        return leg.channel();
      }
    }
    return null;
  }

  /** The leg with the largest amount; the first of several. */
  private static Leg largest(List<Leg> legs) {
    Leg largest = legs.get(0);
    for (Leg leg : legs) {
      if (leg.amount() > largest.amount()) {
        largest = leg;
      }
    }
    return largest;
  }

  private static long smallestAmount(List<Leg> legs) {
    long smallest = Long.MAX_VALUE;
    for (Leg leg : legs) {
      smallest = Math.min(smallest, leg.amount());
    }
    return smallest;
  }

  private static FindingBuilder finding(
      BreakType type, List<Leg> legs, Severity severity, Leg largest) {
    return new FindingBuilder(type, legs, severity, largest);
  }

  /** Gathers what most findings share; the amount at risk is the largest amount unless said. */
  private static final class FindingBuilder {
    private final BreakType type;
    private final List<Leg> legs;
    private final Severity severity;
    private final String currency;
    private final String[] values = new String[MatchGroup.SOURCES.size()];
    private long atRisk;
    private Source missing;
    private List<Source> deviating = List.of();

    FindingBuilder(BreakType type, List<Leg> legs, Severity severity, Leg largest) {
      this.type = type;
      this.legs = legs;
      this.severity = severity;
      this.currency = largest.currency();
      this.atRisk = largest.amount();
    }

    FindingBuilder values(Function<Leg, String> value) {
      for (Leg leg : legs) {
        values[MatchGroup.SOURCES.indexOf(leg.source())] = value.apply(leg);
      }
      return this;
    }

    FindingBuilder deviating(BiPredicate<Leg, Leg> agree) {
      deviating = Deviation.of(legs, agree);
      return this;
    }

    FindingBuilder missing(Source source) {
      missing = source;
      deviating = List.of(source);
      return this;
    }

    FindingBuilder atRisk(long units) {
      atRisk = units;
      return this;
    }

    Finding build() {
      return new Finding(
          type, missing, severity, values[0], values[1], values[2], deviating, atRisk, currency);
    }
  }
}
