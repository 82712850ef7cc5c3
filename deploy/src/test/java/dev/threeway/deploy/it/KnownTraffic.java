package dev.threeway.deploy.it;

import dev.threeway.deploy.stack.Addresses;
import dev.threeway.schemas.records.Source;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.utils.Utils;

/** Transactions of which a test knows each report, sent at a steady pace by a thread of its own. */
final class KnownTraffic implements AutoCloseable {
  /** What becomes of a transaction. */
  enum Kind {
    /** Three reports that agree. */
    MATCHED,
    /** The gateway reports another amount. */
    AMOUNT,
    /** MOBILE says nothing. */
    MISSING
  }

  private static final long PAUSE_NANOS = 200_000_000;
  private static final String OTHER_AMOUNT = "90.00";

  private final String run;
  private final Legs legs;
  private final List<String> txnIds = new CopyOnWriteArrayList<>();
  private final Map<String, Set<Source>> sent = new ConcurrentHashMap<>();
  private final Thread sender = new Thread(this::send, "known-traffic");
  private volatile boolean stopping;

  KnownTraffic(Addresses addresses, String run) {
    this.run = run;
    this.legs = new Legs(addresses);
    sender.start();
  }

  String run() {
    return run;
  }

  boolean isOurs(String txnId) {
    return txnId.startsWith(run);
  }

  Kind kind(String txnId) {
    int number = Integer.parseInt(txnId.substring(run.length()));
    return Kind.values()[number % Kind.values().length];
  }

  /** The sources of which a report may have been read. */
  Set<Source> sent(String txnId) {
    return sent.getOrDefault(txnId, Set.of());
  }

  List<String> txnIds() {
    return txnIds;
  }

  String random(Random random) {
    List<String> known = List.copyOf(txnIds);
    return known.isEmpty() ? run + "0" : known.get(random.nextInt(known.size()));
  }

  int partition(String txnId) {
    byte[] key = txnId.getBytes(StandardCharsets.UTF_8);
    return Utils.toPositive(Utils.murmur2(key)) % legs.partitions();
  }

  private void send() {
    for (int number = 0; !stopping; number++) {
      String txnId = run + number;
      Kind kind = kind(txnId);
      txnIds.add(txnId);
      Instant now = Instant.now();
      for (Source source : List.of(Source.CORE, Source.GATEWAY, Source.MOBILE)) {
        if (kind != Kind.MISSING || source != Source.MOBILE) {
          // Before the report is sent: no answer can be ahead of what is written here.
          sent.computeIfAbsent(txnId, absent -> ConcurrentHashMap.newKeySet()).add(source);
          String amount = kind == Kind.AMOUNT && source == Source.GATEWAY ? OTHER_AMOUNT : "100.00";
          legs.send(source, txnId, now, amount);
        }
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    legs.flush();
  }

  /** Sends what was begun, and nothing more. */
  void stop() {
    stopping = true;
    Threads.join(sender);
  }

  @Override
  public void close() {
    stop();
    legs.close();
  }
}
