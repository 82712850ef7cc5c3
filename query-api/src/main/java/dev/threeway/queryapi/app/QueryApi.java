package dev.threeway.queryapi.app;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.threeway.queryapi.audit.AuditLog;
import dev.threeway.queryapi.audit.AuditReads;
import dev.threeway.queryapi.audit.AuditSink;
import dev.threeway.queryapi.audit.AuditUnavailableException;
import dev.threeway.queryapi.audit.NoAudit;
import dev.threeway.queryapi.audit.ThreatSignals;
import dev.threeway.queryapi.health.AuditCheck;
import dev.threeway.queryapi.health.BrokerCheck;
import dev.threeway.queryapi.health.ConnectCheck;
import dev.threeway.queryapi.health.EngineCheck;
import dev.threeway.queryapi.health.HealthCheck;
import dev.threeway.queryapi.health.HistoryCheck;
import dev.threeway.queryapi.health.IssuerCheck;
import dev.threeway.queryapi.health.NotConfigured;
import dev.threeway.queryapi.health.RegistryCheck;
import dev.threeway.queryapi.health.SystemHealth;
import dev.threeway.queryapi.health.ThreatCheck;
import dev.threeway.queryapi.history.History;
import dev.threeway.queryapi.http.ApiServer;
import dev.threeway.queryapi.http.HttpSetup;
import dev.threeway.queryapi.http.MetricsServer;
import dev.threeway.queryapi.http.Sources;
import dev.threeway.queryapi.live.InstanceAddress;
import dev.threeway.queryapi.live.LiveEngine;
import dev.threeway.queryapi.push.EventStream;
import dev.threeway.queryapi.push.KafkaTopicLog;
import dev.threeway.queryapi.push.StreamSettings;
import dev.threeway.queryapi.security.TokenVerifier;
import dev.threeway.schemas.tls.TlsSettings;
import dev.threeway.topology.app.Engine;
import dev.threeway.topology.app.EngineConfig;
import dev.threeway.topology.app.EngineFailure;
import dev.threeway.topology.app.StartupException;
import io.javalin.util.JavalinException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.IntSupplier;
import org.apache.avro.specific.SpecificRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running process: the HTTP server first, so that probes are answered, then the engine. */
final class QueryApi implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(QueryApi.class);
  private static final Set<String> WILDCARDS = Set.of("0.0.0.0", "::", "[::]");

  private final LiveEngine live = new LiveEngine();
  private final Metrics metrics = new Metrics(live);
  private final StreamSummary summary = new StreamSummary(live, InstantSource.system());
  private final EventStream stream;
  private final HttpSetup setup;
  private final BrokerCheck brokers;
  private final SystemHealth health;
  private final ApiServer server;
  private final MetricsServer metricsServer;
  private final CompletableFuture<String> hopeless = new CompletableFuture<>();
  private final History history;
  private final Optional<AuditLog> audit;
  private volatile Engine engine;
  private volatile boolean rehearsed;

  private QueryApi(Settings settings) {
    HttpConfig http = settings.http();
    setup =
        new HttpSetup(
            http.host(),
            http.port(),
            http.metricsPort(),
            http.rateLimit(),
            http.maxConnections(),
            http.corsOrigins().orElse(Set.of()),
            http.requestTimeout(),
            settings.httpTls().encryption());
    history = settings.history().open();
    audit = settings.audit().open(settings, InstantSource.system(), metrics.registry());
    AuditSink sink = audit.<AuditSink>map(log -> log).orElseGet(NoAudit::new);
    ThreatSignals threats =
        new ThreatSignals(sink, InstantSource.system(), Ticker.systemTicker(), metrics.registry());
    brokers = new BrokerCheck(() -> Engine.openAdmin(settings.engine()));
    Optional<TokenVerifier> tokens = settings.security().verifier(InstantSource.system());
    health = new SystemHealth(checks(settings, threats, tokens), Ticker.systemTicker());
    stream =
        new EventStream(
            topics(settings.engine()),
            summary,
            limits(http.stream()),
            metrics.registry(),
            InstantSource.system());
    Sources sources =
        new Sources(
            live,
            history,
            new ReadyAfter(live, () -> rehearsed),
            health,
            () -> Optional.ofNullable(engine).map(Engine::rules),
            stream,
            CursorKey.of(http, settings.engine().engine().applicationId()),
            sink,
            audit.<AuditReads>map(log -> log).orElseGet(NoAudit::new),
            Optional.of(threats),
            InstantSource.system());
    if (tokens.isEmpty()) {
      LOG.warn(
          "THE API IS OPEN: whoever reaches {} may read everything, as threeway.security.issuer is"
              + " not set",
          http.host());
    }
    server = new ApiServer(setup, sources, tokens, metrics.registry());
    metricsServer = new MetricsServer(setup, metrics.registry());
  }

  private List<HealthCheck> checks(
      Settings settings, ThreatSignals threats, Optional<TokenVerifier> tokens) {
    EngineConfig.Registry registry = settings.engine().registry();
    return List.of(
        new EngineCheck(live, () -> Optional.ofNullable(engine).map(Engine::streams)),
        brokers,
        new RegistryCheck(registry.url(), registry.properties()),
        settings
            .connect()
            .url()
            .<HealthCheck>map(url -> new ConnectCheck(url, connectTls(settings)))
            .orElse(new NotConfigured("connect", "threeway.connect.url")),
        new HistoryCheck(history),
        tokens
            .<HealthCheck>map(verifier -> new IssuerCheck(verifier::issuer))
            .orElse(new NotConfigured("issuer", "threeway.security.issuer")),
        audit
            .<HealthCheck>map(log -> new AuditCheck(log::state))
            .orElse(new NotConfigured("audit", "threeway.history.jdbc-url")),
        new ThreatCheck(threats));
  }

  /** Connect may ask its callers for a certificate: then it is shown the one of this instance. */
  private static TlsSettings connectTls(Settings settings) {
    TlsSettings self = settings.httpTls().settings();
    return settings.connect().authorities().map(self::trustingInstead).orElse(self);
  }

  /**
   * Starts everything; returns as soon as the engine is on its way.
   *
   * @throws StartupException with one line that says what is wrong
   */
  static QueryApi start(Settings settings) {
    QueryApi api = new QueryApi(settings);
    try {
      api.run(settings);
      return api;
    } catch (RuntimeException failed) {
      api.close();
      throw failed;
    }
  }

  /**
   * Waits until the engine cannot run, however often it is started.
   *
   * @return one line that says why
   */
  String awaitHopeless() throws InterruptedException {
    try {
      return hopeless.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Stops accepting requests, then the engine, each with a deadline. */
  @Override
  public void close() {
    // Else the server would wait for clients that never end by themselves.
    stream.close();
    server.close();
    metricsServer.close();
    health.close();
    brokers.close();
    history.close();
    audit.ifPresent(AuditLog::close);
    metrics.close();
    live.close();
    if (engine != null) {
      engine.close();
    }
  }

  private void run(Settings settings) {
    HttpConfig http = settings.http();
    int port = listen(server::start, "threeway.http.port", setup.port());
    int metricsPort =
        listen(metricsServer::start, "threeway.http.metrics-port", setup.metricsPort());
    rehearse();
    String self =
        http.advertised().orElseGet(() -> InstanceAddress.of(reachable(http.host()), port));
    engine = Engine.create(settings.engine(), self, this::failed);
    live.attach(engine.streams(), self, engine.partitions());
    summary.attach(engine.streams(), self);
    metrics.watch(engine);
    engine.start();
    recordStart(settings);
    LOG.atInfo()
        .addKeyValue("listening", InstanceAddress.of(http.host(), port))
        .addKeyValue("metrics", InstanceAddress.of(http.host(), metricsPort))
        .addKeyValue("instance", self)
        .log("Started");
  }

  /** Beside the start of the engine, which waits for the brokers most of the time. */
  private void rehearse() {
    Thread thread =
        new Thread(
            () -> {
              try {
                server.rehearse();
              } finally {
                rehearsed = true;
              }
            },
            "rehearsal");
    thread.setDaemon(true);
    thread.start();
  }

  private void recordStart(Settings settings) {
    try {
      audit.ifPresent(
          log ->
              log.record(
                  StartEvent.of(settings, engine.rules(), InstantSource.system().instant())));
    } catch (AuditUnavailableException full) {
      // Nothing is given out until there is room again.
      LOG.warn("The start could not be recorded: {}", full.getMessage());
    }
  }

  private void failed(EngineFailure failure) {
    if (failure.startAgain()) {
      LOG.error("The engine stops for good, and /livez is about to fail: {}", failure.message());
    } else {
      LOG.error("{}", failure.message());
      hopeless.complete(failure.message());
    }
  }

  private static KafkaTopicLog topics(EngineConfig config) {
    return new KafkaTopicLog(
        KafkaClients.properties(config.kafka()),
        () -> Engine.serdes(config).<SpecificRecord>records().deserializer());
  }

  private static StreamSettings limits(HttpConfig.Stream stream) {
    return new StreamSettings(
        stream.maxClients(),
        stream.bufferEvents(),
        stream.heartbeat(),
        stream.statsInterval(),
        stream.lagThreshold());
  }

  private int listen(IntSupplier start, String setting, int port) {
    try {
      return start.getAsInt();
    } catch (JavalinException notBound) {
      throw new StartupException(
          "cannot listen on %s:%d: choose another threeway.http.host or %s"
              .formatted(setup.host(), port, setting),
          notBound);
    }
  }

  /** An address that stands for every interface is none that a peer could connect to. */
  private static String reachable(String host) {
    if (!WILDCARDS.contains(host)) {
      return host;
    }
    try {
      return InetAddress.getLocalHost().getHostAddress();
    } catch (UnknownHostException nameless) {
      throw new StartupException(
          "threeway.http.host is %s and this machine has no address of its own name: set"
                  .formatted(host)
              + " threeway.http.advertised to the host:port at which peers reach it",
          nameless);
    }
  }
}
