package dev.threeway.topology.join;

import dev.threeway.topology.rules.Break;
import dev.threeway.topology.rules.Finding;
import dev.threeway.topology.rules.Leg;
import dev.threeway.topology.rules.MatchGroup;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * What the groups on file of one partition come to: how many and how much by status and currency,
 * which breaks are open since when, and how fast breaks were detected. A leg that changes none of
 * it costs a comparison. Confined to the thread of its task.
 */
final class GroupTotals {
  /** The totals of one currency, as long as they are held in memory. */
  private static final class Held {
    private final Bytes key;
    private final CurrencyTotals totals;
    private boolean touched;

    Held(Bytes key, CurrencyTotals totals) {
      this.key = key;
      this.totals = totals;
    }
  }

  private final KeyValueStore<Bytes, byte[]> store;
  // As many as there are currencies in the traffic.
  private final Map<String, Held> currencies = new HashMap<>();
  private final List<Held> touchedCurrencies = new ArrayList<>();
  private final OpenBreakTotals open;
  private boolean openTouched;
  private long hour = Long.MIN_VALUE;
  private DetectedTotals detected;
  private boolean detectedTouched;
  private long minute = Long.MIN_VALUE;
  private DetectionLatency latency;
  private boolean latencyTouched;

  GroupTotals(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
    this.open = OpenBreakTotals.decode(store.get(OpenBreakTotals.key()));
  }

  /**
   * A group has changed.
   *
   * @param before null if there was none
   * @param after null if it is forgotten
   */
  void moved(MatchGroup before, MatchGroup after) {
    Leg was = before == null ? null : before.reference();
    Leg is = after == null ? null : after.reference();
    if (was != null
        && is != null
        && before.status() == after.status()
        && was.amount() == is.amount()
        && was.currency().equals(is.currency())) {
      return;
    }
    if (was != null) {
      of(was.currency()).addGroup(before.status(), was.amount(), -1);
    }
    if (is != null) {
      of(is.currency()).addGroup(after.status(), is.amount(), 1);
    }
  }

  /** A break is open from here on, in this version. */
  void opened(Break value) {
    count(value, 1);
  }

  /** A break is open no longer, or not in this version. */
  void closed(Break value) {
    count(value, -1);
  }

  /**
   * A break was detected.
   *
   * @param since the ms since the epoch from which it could have been
   * @param now wall-clock ms
   */
  void detected(long since, long now) {
    long current = TimeUnit.MILLISECONDS.toMinutes(now);
    if (current != minute) {
      saveLatency();
      minute = current;
      latency = DetectionLatency.decode(store.get(DetectionLatency.key(current)));
    }
    latency.record(now - since);
    latencyTouched = true;
  }

  /** Writes what has changed. */
  void save() {
    for (Held held : touchedCurrencies) {
      store.put(held.key, held.totals.encode());
      held.touched = false;
    }
    touchedCurrencies.clear();
    if (openTouched) {
      store.put(OpenBreakTotals.key(), open.encode());
      openTouched = false;
    }
    saveDetected();
    saveLatency();
  }

  private void count(Break value, int sign) {
    Finding finding = value.finding();
    open.add(finding, sign);
    openTouched = true;
    of(finding.currency()).addOpen(finding.amountAtRisk(), sign);
    long detectedIn = DetectedTotals.hourOf(value.detectedAt());
    if (detectedIn != hour) {
      saveDetected();
      hour = detectedIn;
      detected = DetectedTotals.decode(store.get(DetectedTotals.key(detectedIn)));
    }
    detected.add(value.detectedAt(), sign);
    detectedTouched = true;
  }

  private CurrencyTotals of(String currency) {
    Held held = currencies.get(currency);
    if (held == null) {
      Bytes key = CurrencyTotals.key(currency);
      held = new Held(key, CurrencyTotals.decode(store.get(key)));
      currencies.put(currency, held);
    }
    if (!held.touched) {
      held.touched = true;
      touchedCurrencies.add(held);
    }
    return held.totals;
  }

  private void saveDetected() {
    if (detectedTouched) {
      Bytes key = DetectedTotals.key(hour);
      if (detected.isEmpty()) {
        store.delete(key);
      } else {
        store.put(key, detected.encode());
      }
      detectedTouched = false;
    }
  }

  private void saveLatency() {
    if (latencyTouched) {
      store.put(DetectionLatency.key(minute), latency.encode());
      latencyTouched = false;
    }
  }
}
