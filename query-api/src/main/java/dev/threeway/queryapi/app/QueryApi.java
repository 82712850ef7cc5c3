package dev.threeway.queryapi.app;

import dev.threeway.queryapi.http.ApiServer;
import dev.threeway.queryapi.live.InstanceAddress;
import dev.threeway.queryapi.live.LiveEngine;
import dev.threeway.queryapi.push.EventStream;
import dev.threeway.queryapi.push.KafkaTopicLog;
import dev.threeway.queryapi.push.StreamSettings;
import dev.threeway.topology.app.Engine;
import dev.threeway.topology.app.EngineConfig;
import dev.threeway.topology.app.EngineFailure;
import dev.threeway.topology.app.StartupException;
import io.javalin.util.JavalinException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.CommonClientConfigs;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running process: the HTTP server first, so that probes are answered, then the engine. */
final class QueryApi implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(QueryApi.class);
  private static final Set<String> WILDCARDS = Set.of("0.0.0.0", "::", "[::]");

  private final LiveEngine live = new LiveEngine();
  private final Metrics metrics = new Metrics(live);
  private final StreamSummary summary = new StreamSummary(live);
  private final EventStream stream;
  private final ApiServer server;
  private final CompletableFuture<String> hopeless = new CompletableFuture<>();
  private Engine engine;

  private QueryApi(Settings settings) {
    HttpConfig http = settings.http();
    stream =
        new EventStream(
            topics(settings.engine()),
            summary,
            limits(http.stream()),
            metrics.registry(),
            InstantSource.system());
    server = new ApiServer(http.host(), http.port(), live, live, stream, metrics.registry());
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
    metrics.close();
    if (engine != null) {
      engine.close();
    }
  }

  private void run(Settings settings) {
    HttpConfig http = settings.http();
    int port = listen(http);
    String self =
        http.advertised().orElseGet(() -> InstanceAddress.of(reachable(http.host()), port));
    engine = Engine.create(settings.engine(), self, this::failed);
    live.attach(engine.streams(), self);
    summary.attach(engine.streams(), self);
    metrics.watch(engine.streams());
    engine.start();
    LOG.atInfo()
        .addKeyValue("listening", InstanceAddress.of(http.host(), port))
        .addKeyValue("instance", self)
        .log("Started");
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
    Map<String, Object> client = new HashMap<>(config.kafka().properties());
    client.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, config.kafka().bootstrapServers());
    return new KafkaTopicLog(
        client, () -> Engine.serdes(config).<SpecificRecord>records().deserializer());
  }

  private static StreamSettings limits(HttpConfig.Stream stream) {
    return new StreamSettings(
        stream.maxClients(),
        stream.bufferEvents(),
        stream.heartbeat(),
        stream.statsInterval(),
        stream.lagThreshold());
  }

  private int listen(HttpConfig http) {
    try {
      return server.start();
    } catch (JavalinException notBound) {
      throw new StartupException(
          "cannot listen on %s:%d: choose another threeway.http.host or threeway.http.port"
              .formatted(http.host(), http.port()),
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
