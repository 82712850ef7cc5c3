package dev.threeway.queryapi.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.threeway.queryapi.history.History;
import dev.threeway.queryapi.live.BreakFilter;
import dev.threeway.queryapi.live.Gather;
import dev.threeway.queryapi.live.InstanceAddress;
import dev.threeway.queryapi.live.Peers;
import dev.threeway.queryapi.live.Question;
import dev.threeway.queryapi.live.Scope;
import io.javalin.Javalin;
import io.javalin.http.HttpStatus;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.LocalConnector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers made-up requests before there are real ones, by the same code and on no port. Else the
 * first callers of a process, who come while its engine is busy with what has piled up, wait until
 * Java has loaded and compiled what answers them.
 */
final class Rehearsal {
  private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);

  /** Each asks twice: what is called 200 times, Java's quick compiler has compiled. */
  private static final int ROUNDS = 150;

  /** A page has so many items that fewer will do. */
  private static final int ROUNDS_FOR_EACH_LIST = 5;

  /** On a machine that has no time for this. */
  private static final Duration LONGEST = Duration.ofSeconds(3);

  private static final int PAGE = 50;
  private static final byte[] KEY = "rehearsal".getBytes(UTF_8);
  private static final String TRANSACTIONS = "/api/v1/transactions/";
  private static final Question PROBE = new Question("/livez", Map.of());

  private final HttpSetup setup;
  private final Peers peers;
  private final InstantSource clock;
  private final RehearsedReads reads = new RehearsedReads();
  private final Cursors cursors = new Cursors(KEY);

  /**
   * A rehearsal of what a server does.
   *
   * @param setup of that server
   * @param peers who ask other instances, and here that server itself
   */
  Rehearsal(HttpSetup setup, Peers peers, InstantSource clock) {
    this.setup = setup;
    this.peers = peers;
    this.clock = clock;
  }

  /**
   * Rehearses for a few seconds at most; that it fails changes nothing.
   *
   * @param port at which the server listens
   * @return how often each question was answered as it should be
   */
  int run(int port) {
    long begin = System.nanoTime();
    int round = 0;
    try (Stage stage = new Stage(setup, routes())) {
      String self = self(port);
      while (round < ROUNDS && System.nanoTime() - begin < LONGEST.toNanos()) {
        stage.ask(TRANSACTIONS + RehearsedReads.TXN_ID, HttpStatus.OK);
        stage.ask(TRANSACTIONS + "unknown", HttpStatus.NOT_FOUND);
        if (round % ROUNDS_FOR_EACH_LIST == 0) {
          stage.ask(MismatchesRoute.RESOURCE, HttpStatus.OK);
          mergeShares();
        }
        if (self != null && peers.get(self, PROBE).isEmpty()) {
          self = null;
        }
        round++;
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    } catch (Exception unexpected) {
      LOG.warn("The rehearsal of queries has failed; the first ones will be slow", unexpected);
    }
    LOG.atDebug()
        .addKeyValue("rounds", round)
        .addKeyValue("ms", Duration.ofNanos(System.nanoTime() - begin).toMillis())
        .log("Rehearsed");
    return round;
  }

  private List<Route> routes() {
    Fanout fanout = new Fanout(new Gather(reads::layout, peers, ContractRoute.VERSION));
    HistoryLists history = new HistoryLists(History.off(), new LiveOverlay(reads), cursors);
    return List.of(
        new TransactionRoute(reads, peers).route(),
        new MismatchesRoute(reads, fanout, history, cursors, clock).route());
  }

  /** Where the server is asked; null where its certificate may be for a name not yet known. */
  private String self(int port) throws UnknownHostException {
    if (setup.tls().isPresent()) {
      return null;
    }
    boolean everywhere = InetAddress.getByName(setup.host()).isAnyLocalAddress();
    return InstanceAddress.of(
        everywhere ? InetAddress.getLoopbackAddress().getHostAddress() : setup.host(), port);
  }

  /** What is done with a page of each of some instances. */
  private void mergeShares() throws IOException {
    PagedList page = PagedList.first(cursors, TRANSACTIONS, PAGE, clock);
    NewestBreaks newest = new NewestBreaks(reads, BreakFilter.ALL, page, PersonalData.MASKED);
    BreakListView own = newest.local(Scope.OWN);
    BreakListView share = newest.read(Json.bytes(own));
    Json.bytes(newest.merge(List.of(own, share, share), own.coverage()));
  }

  /** A server that nobody else can reach. */
  private static final class Stage implements AutoCloseable {
    private final Javalin server;
    private LocalConnector inside;

    Stage(HttpSetup setup, List<Route> routes) {
      SimpleMeterRegistry metrics = new SimpleMeterRegistry();
      Admission everybody =
          new Admission(
              new PeerDoor(setup.tls(), metrics),
              new Guard(Optional.empty(), metrics),
              new RateLimits(0, request -> true, System::nanoTime),
              Auditing.none());
      server =
          Javalin.create(
              config -> {
                ServerFrame.answer(config, setup, routes, everybody, metrics);
                config.jetty.addConnector(
                    (jetty, http) -> {
                      inside = new LocalConnector(jetty, new HttpConnectionFactory(http));
                      return inside;
                    });
              });
      server.start();
    }

    void ask(String path, HttpStatus expected) throws Exception {
      String answer =
          inside.getResponse(
              "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
      if (!answer.startsWith("HTTP/1.1 " + expected.getCode())) {
        throw new IllegalStateException(answer);
      }
    }

    @Override
    public void close() {
      server.stop();
    }
  }
}
