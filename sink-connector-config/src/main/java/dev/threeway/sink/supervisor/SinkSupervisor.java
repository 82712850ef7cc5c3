package dev.threeway.sink.supervisor;

import dev.threeway.schemas.tls.TlsSettings;
import dev.threeway.sink.installer.ConnectAddress;
import dev.threeway.sink.verify.SinkLag;
import dev.threeway.sink.verify.SinkTable;
import java.net.URI;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.rest.ConnectRestExtension;
import org.apache.kafka.connect.rest.ConnectRestExtensionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The supervisor as Connect's REST extension: it lives and dies with the worker, so there is no
 * process more to look after. Named in the worker's {@code rest.extension.classes}.
 *
 * <p>Adds {@code GET /threeway/sinks} and {@code GET /threeway/metrics} to the worker's REST
 * interface.
 */
public final class SinkSupervisor implements ConnectRestExtension {
  static final String URL = "threeway.supervisor.connect.url";
  static final String DATABASE = "threeway.supervisor.database.";
  static final String RESTARTS = "threeway.supervisor.restarts";

  private static final Logger LOG = LoggerFactory.getLogger(SinkSupervisor.class);
  private static final long LOOK_MILLIS = 1_000;
  private static final long KEEP_MILLIS = 3_600_000;
  private static final ConfigDef SETTINGS =
      new ConfigDef()
          .define(
              URL,
              ConfigDef.Type.STRING,
              ConfigDef.NO_DEFAULT_VALUE,
              ConfigDef.Importance.HIGH,
              "The worker's own REST address, with the host and port that it advertises.")
          .define(
              DATABASE + "url",
              ConfigDef.Type.STRING,
              "",
              ConfigDef.Importance.MEDIUM,
              "The JDBC address of the history: its partitions are then looked after, and no task is restarted while it does not answer; none if empty.")
          .define(
              DATABASE + "user",
              ConfigDef.Type.STRING,
              "",
              ConfigDef.Importance.MEDIUM,
              "A role that is granted threeway_sink.")
          .define(
              DATABASE + "password",
              ConfigDef.Type.PASSWORD,
              "",
              ConfigDef.Importance.MEDIUM,
              "The role's password.")
          .define(
              RESTARTS,
              ConfigDef.Type.INT,
              100,
              ConfigDef.Range.atLeast(0),
              ConfigDef.Importance.MEDIUM,
              "How often a task is restarted in a row before it is only tried every ten minutes; whole again once it has run for five.");

  private final ScheduledExecutorService thread = thread("threeway-sink-supervisor");
  private final ScheduledExecutorService slowThread = thread("threeway-history-keeper");
  private AbstractConfig settings;
  private TlsSettings tls;
  private Admin admin;

  /** For Connect, which calls {@link #configure} before anything else. */
  public SinkSupervisor() {}

  @Override
  public void configure(Map<String, ?> worker) {
    settings = new AbstractConfig(SETTINGS, worker, false);
    // The worker is its own client as it is the brokers'.
    tls = TlsSettings.among(worker);
    Map<String, Object> client = new HashMap<>();
    AdminClientConfig.configNames().stream()
        .filter(name -> worker.get(name) != null)
        .forEach(name -> client.put(name, worker.get(name)));
    // The worker's own reporters would be made a second time.
    client.remove(AdminClientConfig.METRIC_REPORTER_CLASSES_CONFIG);
    admin = Admin.create(client);
  }

  @Override
  public void register(ConnectRestExtensionContext context) {
    Optional<SinkDatabase> database = database();
    Set<String> connectors =
        Arrays.stream(SinkTable.values()).map(SinkTable::connector).collect(Collectors.toSet());
    TaskSupervisor supervisor =
        new TaskSupervisor(
            context.clusterState(),
            new ConnectAddress(URI.create(settings.getString(URL)), tls),
            connectors::contains,
            () -> database.map(SinkDatabase::answers).orElse(true),
            settings.getInt(RESTARTS),
            InstantSource.system());
    context.configurable().register(new SinkResource(supervisor, this::lag));
    var unused =
        thread.scheduleWithFixedDelay(
            () -> look(supervisor), LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    database.map(HistoryKeeper::new).ifPresent(this::keepHistory);
  }

  private Optional<SinkDatabase> database() {
    String url = settings.getString(DATABASE + "url");
    return url.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new SinkDatabase(
                url,
                settings.getString(DATABASE + "user"),
                settings.getPassword(DATABASE + "password").value()));
  }

  private void keepHistory(HistoryKeeper keeper) {
    var unused =
        slowThread.scheduleWithFixedDelay(
            keeper::keep, LOOK_MILLIS, KEEP_MILLIS, TimeUnit.MILLISECONDS);
  }

  private static ScheduledExecutorService thread(String name) {
    return Executors.newSingleThreadScheduledExecutor(
        task -> {
          Thread made = new Thread(task, name);
          made.setDaemon(true);
          return made;
        });
  }

  /** A look that fails is no reason to look no more: the worker may be starting or rebalancing. */
  private static void look(TaskSupervisor supervisor) {
    try {
      supervisor.look();
    } catch (RuntimeException e) {
      LOG.info("cannot look after the sinks for the moment: {}", e.getMessage());
    }
  }

  private Map<String, Long> lag() {
    SinkLag lag = new SinkLag(admin);
    Map<String, Long> found = new TreeMap<>();
    for (SinkTable table : SinkTable.values()) {
      found.put(table.connector(), lag.of(table));
    }
    return found;
  }

  @Override
  public String version() {
    String version = SinkSupervisor.class.getPackage().getImplementationVersion();
    return version == null ? "undefined" : version;
  }

  @Override
  public void close() {
    thread.shutdownNow();
    slowThread.shutdownNow();
    if (admin != null) {
      admin.close();
    }
  }
}
