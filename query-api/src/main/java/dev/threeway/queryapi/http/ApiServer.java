package dev.threeway.queryapi.http;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.threeway.queryapi.history.History;
import dev.threeway.queryapi.live.Gather;
import dev.threeway.queryapi.live.LiveReads;
import dev.threeway.queryapi.live.Peers;
import dev.threeway.queryapi.security.TokenVerifier;
import io.javalin.Javalin;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The HTTP server with every route of this API. */
public final class ApiServer implements AutoCloseable {
  /** A peer that hangs costs its share of an answer, not the caller's patience. */
  private static final Duration PEER_TIMEOUT = Duration.ofSeconds(1);

  private final Javalin javalin;
  private final Optional<Rehearsal> rehearsal;

  /**
   * A server that does not listen yet.
   *
   * @param tokens tells who is asking; empty for an API that everybody may use
   */
  public ApiServer(
      HttpSetup setup,
      Sources sources,
      Optional<TokenVerifier> tokens,
      PrometheusMeterRegistry metrics) {
    this(setup, sources, tokens, metrics, peers(setup));
  }

  private ApiServer(
      HttpSetup setup,
      Sources sources,
      Optional<TokenVerifier> tokens,
      PrometheusMeterRegistry metrics,
      Peers peers) {
    this(
        setup,
        granted(routes(sources, peers)),
        new Admission(
            new PeerDoor(setup.tls(), metrics),
            new Guard(tokens, metrics),
            new RateLimits(
                setup.rateLimit(),
                new FromPeers(sources.reads(), setup.tls().isPresent())::sent,
                Ticker.systemTicker()),
            new Auditing(sources.audit(), sources.threats(), sources.clock())),
        metrics,
        Optional.of(new Rehearsal(setup, peers, sources.clock())));
  }

  ApiServer(
      HttpSetup setup, List<Route> routes, Admission admission, PrometheusMeterRegistry metrics) {
    this(setup, routes, admission, metrics, Optional.empty());
  }

  private ApiServer(
      HttpSetup setup,
      List<Route> routes,
      Admission admission,
      PrometheusMeterRegistry metrics,
      Optional<Rehearsal> rehearsal) {
    this.rehearsal = rehearsal;
    this.javalin =
        Javalin.create(
            config ->
                ServerFrame.configure(config, setup, setup.port(), routes, admission, metrics));
  }

  /**
   * Starts to listen.
   *
   * @return the port
   * @throws io.javalin.util.JavalinException if the address cannot be bound
   */
  public int start() {
    return javalin.start().port();
  }

  /**
   * Has answered made-up requests when this returns, a few seconds later at most, so that real ones
   * find everything loaded and compiled. The server has to listen.
   */
  public void rehearse() {
    rehearsal.ifPresent(each -> each.run(javalin.port()));
  }

  /** Stops accepting, and gives requests that are being answered a few seconds to end. */
  @Override
  public void close() {
    javalin.stop();
  }

  Javalin javalin() {
    return javalin;
  }

  /** A route that nobody could use is a mistake. */
  static List<Route> granted(List<Route> routes) {
    for (Route route : routes) {
      if (Guard.grant(route).isEmpty()) {
        throw new IllegalStateException(
            "the table of permissions has no row for %s %s"
                .formatted(route.method().name(), route.path()));
      }
    }
    return routes;
  }

  private static Peers peers(HttpSetup setup) {
    return new Peers(PEER_TIMEOUT, setup.tls().map(HttpTls::context));
  }

  static List<Route> routes(Sources sources, Peers peers) {
    LiveReads reads = sources.reads();
    Cursors cursors = new Cursors(sources.cursorKey());
    History history = sources.history();
    Fanout fanout = new Fanout(new Gather(reads::layout, peers, ContractRoute.VERSION));
    InstantSource clock = sources.clock();
    Ticker ticker = Ticker.systemTicker();
    List<Route> routes = new ArrayList<>();
    HistoryLists lists = new HistoryLists(history, new LiveOverlay(reads), cursors);
    // Before the pattern that takes any word for a txn_id.
    routes.add(new PendingRoute(reads, fanout, cursors, clock).route());
    routes.addAll(new StatisticsRoutes(reads, fanout, clock, ticker).routes());
    routes.add(new TransactionRoute(reads, peers).route());
    routes.add(lists.transactions());
    routes.add(new MismatchesRoute(reads, fanout, lists, cursors, clock).route());
    routes.add(new MismatchRoute(history, reads, peers).route());
    routes.addAll(new ExportRoutes(history).routes());
    routes.add(new SeriesRoute(reads, fanout, clock, ticker).route());
    routes.add(new ControlTotalsRoute(reads, fanout).route());
    routes.add(new InstancesRoute(reads, sources.engine(), peers).route());
    routes.addAll(new AdminRoutes(sources.health(), sources.rules()).routes());
    BreakSnapshots snapshots = new BreakSnapshots(reads, fanout, cursors, clock);
    routes.add(new StreamRoute(sources.stream(), snapshots, clock).route());
    routes.add(new AuditRoute(sources.auditReads(), cursors).route());
    routes.add(new MeRoute().route());
    routes.addAll(new ProbeRoutes(sources.engine()).routes());
    routes.add(new ContractRoute().route());
    routes.addAll(new DocsRoutes().routes());
    return routes;
  }
}
