package dev.threeway.deploy.it;

import dev.threeway.schemas.records.Mismatch;
import dev.threeway.schemas.records.ReconciliationResult;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;

/** Asks without pause, whichever instance, in turn for one thing and for all. */
final class Querier implements AutoCloseable {
  private final KnownTraffic traffic;
  private final Published published;
  private final Judge judge;
  private final List<String> instances = new CopyOnWriteArrayList<>();
  private final Random random = new Random(5);
  private final Thread asker = new Thread(this::ask, "querier");
  private volatile boolean stopping;
  private volatile RuntimeException failure;
  private int refused;

  Querier(KnownTraffic traffic, Published published, Judge judge, String apiUrl) {
    this.traffic = traffic;
    this.published = published;
    this.judge = judge;
    instances.add(apiUrl);
    asker.start();
  }

  /** Asks this instance, too, until it does not answer any more and is taken out. */
  void add(String apiUrl) {
    instances.add(apiUrl);
  }

  void remove(String apiUrl) {
    instances.remove(apiUrl);
  }

  private void ask() {
    try {
      for (int turn = 0; !stopping; turn++) {
        String instance = instances.get(random.nextInt(instances.size()));
        try {
          ask(turn, instance);
        } catch (IOException goneOrNotThereYet) {
          // No answer is no wrong answer.
          refused++;
        }
      }
    } catch (RuntimeException unexpected) {
      failure = unexpected;
    }
  }

  private void ask(int turn, String instance) throws IOException {
    String consistency = turn % 3 == 0 ? "consistency=stale" : "consistency=current";
    if (turn % 20 == 10) {
      List<Mismatch> before = judge.open(published);
      String filter = "/mismatches?limit=500&text=%s&%s".formatted(traffic.run(), consistency);
      judge.mismatches(before, Asked.of(instance, filter));
    } else if (turn % 20 == 15) {
      judge.controlTotals(Asked.of(instance, "/control-totals?" + consistency));
    } else {
      String txnId = traffic.random(random);
      ReconciliationResult before = published.result(txnId);
      Asked answer = Asked.of(instance, "/transactions/%s?%s".formatted(txnId, consistency));
      judge.transaction(txnId, before, answer);
    }
  }

  /** How many questions nobody was there to answer. */
  int refused() {
    return refused;
  }

  @Override
  public void close() {
    stopping = true;
    Threads.join(asker);
    if (failure != null) {
      throw failure;
    }
  }
}
