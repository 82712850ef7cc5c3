package dev.threeway.deploy.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.threeway.deploy.check.DatabaseBreaks;
import dev.threeway.deploy.check.TopicBreaks;
import dev.threeway.deploy.stack.Addresses;
import dev.threeway.deploy.stack.DemoTokens;
import dev.threeway.deploy.stack.EngineInstance;
import dev.threeway.deploy.stack.Identity;
import dev.threeway.deploy.stack.LocalStack;
import dev.threeway.deploy.stack.Part;
import dev.threeway.deploy.stack.RunningStack;
import dev.threeway.schemas.records.Source;
import dev.threeway.schemas.tls.TlsSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Every part with every connection encrypted: who may connect, to what, and that it works. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TlsIT {
  private static final String ACCOUNT = "ACC-1";
  private static final String OPEN_BREAKS = "/api/v1/mismatches?type=AMOUNT&limit=50";
  private static final int TRANSACTIONS = 12;
  private static final String ALLOWED = "allowed";
  private static final String NO_TOPIC = "TopicAuthorizationException";
  private static final String NO_GROUP = "GroupAuthorizationException";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final ObjectMapper JSON = new ObjectMapper();

  private static LocalStack stack;
  private static Addresses addresses;
  private static DemoTokens tokens;

  @BeforeAll
  static void start() {
    Set<Part> parts = EnumSet.copyOf(Part.PIPELINE);
    parts.add(Part.KEYCLOAK);
    stack =
        LocalStack.builder()
            .home(SharedStack.home())
            .directory(Path.of("target", "it", "tls"))
            .encrypted(true)
            .parts(parts)
            .instances(2)
            .build();
    RunningStack.in(stack.directory()).ifPresent(RunningStack::stop);
    stack.directory().deleteData();
    stack.start();
    addresses = stack.addresses();
    tokens = new DemoTokens(addresses);
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  @Test
  @Order(1)
  void whatIsSentIsFoundOnTheTopicInTheApiAndInPostgresql() throws Exception {
    try (Legs legs = new Legs(addresses)) {
      Instant now = Instant.now();
      for (int i = 0; i < TRANSACTIONS; i++) {
        legs.send(Source.CORE, "T" + i, now, "100.00");
        legs.send(Source.GATEWAY, "T" + i, now, "120.00");
      }
      legs.flush();
    }
    String admin = tokens.of("admin");
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(new TopicBreaks(addresses).versions()).hasSize(TRANSACTIONS);
              JsonNode list = json(ask(addresses.apiUrl() + OPEN_BREAKS, admin));
              assertThat(list.path("complete").asBoolean()).as("%s", list).isTrue();
              assertThat(list.path("items")).hasSize(TRANSACTIONS);
              try (DatabaseBreaks database = new DatabaseBreaks(addresses)) {
                assertThat(database.breaks()).hasSize(TRANSACTIONS);
              }
            });
    JsonNode health = json(ask(addresses.apiUrl() + "/api/v1/admin/system-health", admin));
    assertThat(health.path("parts"))
        .as("%s", health)
        .isNotEmpty()
        .allSatisfy(part -> assertThat(part.path("status").asText()).isEqualTo("UP"));
  }

  @Test
  @Order(2)
  void everyPortThatIsOpenSpeaksTlsAndNothingElse() throws Exception {
    Set<Integer> open = OpenPorts.of(processes());

    assertThat(open).isEqualTo(expected());
    assertThat(OpenPorts.reachable(processes())).as("open to other machines").isEmpty();
    EncryptedPorts.check(addresses, open);
    assertThatThrownBy(() -> postgres("?sslmode=disable")).hasMessageContaining("no encryption");
  }

  private static Stream<ProcessHandle> processes() {
    return Stream.concat(
        Stream.of(Part.values()).flatMap(part -> stack.process(part).stream()),
        stack.fleet().instances().stream().flatMap(one -> stack.fleet().process(one).stream()));
  }

  private static Set<Integer> expected() {
    Set<Integer> ports =
        new TreeSet<>(
            List.of(
                addresses.broker(),
                addresses.controller(),
                addresses.registry(),
                addresses.postgres(),
                addresses.connect(),
                addresses.api(),
                addresses.metrics(),
                addresses.keycloak()));
    for (EngineInstance more : stack.fleet().instances()) {
      ports.add(more.api());
      ports.add(more.metrics());
    }
    return ports;
  }

  @Test
  @Order(3)
  void browsersAreToldToStayWithTls() throws Exception {
    HttpResponse<String> me = ask(addresses.apiUrl() + "/api/v1/me", tokens.of("viewer"));

    assertThat(me.statusCode()).isEqualTo(200);
    assertThat(me.headers().firstValue("Strict-Transport-Security"))
        .hasValueSatisfying(value -> assertThat(value).startsWith("max-age=63072000"));
  }

  @Test
  @Order(4)
  void onlyAnInstanceMayPassARequestOn() throws Exception {
    String other = stack.fleet().instances().get(0).apiUrl() + OPEN_BREAKS;
    String admin = tokens.of("admin");
    HttpClient anybody = client(TlsSettings.trusting(addresses.authority().orElseThrow()));
    HttpClient simulator = client(addresses.transport().tls(Identity.SIMULATOR));
    HttpClient peer = client(addresses.transport().tls(Identity.ENGINE));

    assertThat(passedOn(anybody, other, admin).statusCode()).isEqualTo(403);
    assertThat(passedOn(simulator, other, admin).statusCode()).isEqualTo(403);
    assertThat(passedOn(peer, other, admin).statusCode()).isEqualTo(200);
  }

  @Test
  @Order(5)
  void aPeerHasNoPowerButThatOfTheTokenThatItPassesOn() throws Exception {
    String other = stack.fleet().instances().get(0).apiUrl();
    HttpClient peer = client(addresses.transport().tls(Identity.ENGINE));

    assertThat(passedOn(peer, other + OPEN_BREAKS, null).statusCode()).isEqualTo(401);
    assertThat(passedOn(peer, other + OPEN_BREAKS, "not.a.token").statusCode()).isEqualTo(401);
    assertThat(passedOn(peer, other + "/api/v1/admin/instances", tokens.of("viewer")).statusCode())
        .isEqualTo(403);
    for (int i = 0; i < TRANSACTIONS; i++) {
      // Some of them are at the other instance.
      String path = addresses.apiUrl() + "/api/v1/transactions/T" + i;
      assertThat(ask(path, tokens.of("viewer")).body()).contains("••••").doesNotContain(ACCOUNT);
      assertThat(ask(path, tokens.of("admin")).body()).contains(ACCOUNT);
    }
  }

  @Test
  @Order(6)
  void nobodyComesToPostgresqlButAsWhoTheyAre() {
    assertThatThrownBy(() -> postgres("?sslmode=require"))
        .hasMessageContaining("requires a valid client certificate");
    String engine = addresses.transport().jdbcParameters(Identity.ENGINE);
    assertThatThrownBy(() -> postgres(engine)).hasMessageContaining("certificate");
    String reader = addresses.transport().jdbcParameters(Identity.READER);
    assertThatThrownBy(() -> postgres(reader)).hasMessageContaining("certificate");
  }

  @Test
  @Order(6)
  void theRegistryOwnsItsDatabaseAndComesToNoOther() throws Exception {
    String registry = addresses.transport().jdbcParameters(Identity.REGISTRY);
    assertThatThrownBy(() -> postgres(registry)).hasMessageContaining("certificate");
    assertThatThrownBy(() -> postgres("reconciliation", registry, "registry"))
        .hasMessageContaining("permission denied for database");
    String sink = addresses.transport().jdbcParameters(Identity.CONNECT);
    assertThatThrownBy(() -> postgres("registry", sink, "sink"))
        .hasMessageContaining("permission denied for database");
    try (Connection own = postgres("registry", registry, "registry");
        ResultSet role =
            own.createStatement()
                .executeQuery(
                    "SELECT rolsuper OR rolcreatedb OR rolcreaterole OR rolbypassrls,"
                        + " (SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
                        + " AND tableowner = current_user)"
                        + " FROM pg_roles WHERE rolname = current_user")) {
      role.next();
      assertThat(role.getBoolean(1)).as("any power over others").isFalse();
      assertThat(role.getInt(2)).as("tables of its own").isPositive();
    }
  }

  private static void postgres(String parameters) throws SQLException {
    postgres("reconciliation", parameters, Addresses.POSTGRES_USER).close();
  }

  private static Connection postgres(String database, String parameters, String user)
      throws SQLException {
    String url =
        "jdbc:postgresql://127.0.0.1:%d/%s%s".formatted(addresses.postgres(), database, parameters);
    return DriverManager.getConnection(url, user, null);
  }

  @Test
  @Order(9)
  void kafkaLetsEachDoItsOwnWorkAndNoMore() {
    KafkaAttempts simulator = as(Identity.SIMULATOR);
    assertThat(simulator.read("mismatches")).isEqualTo(NO_TOPIC);
    assertThat(simulator.read("core_txns")).isEqualTo(NO_TOPIC);
    assertThat(simulator.write("mismatches")).isEqualTo(NO_TOPIC);
    assertThat(simulator.create("mine")).isEqualTo(NO_TOPIC);

    KafkaAttempts engine = as(Identity.ENGINE);
    assertThat(engine.create("mine")).isEqualTo(NO_TOPIC);
    assertThat(engine.create("threeway-mine")).isEqualTo(ALLOWED);
    assertThat(engine.write("core_txns")).isEqualTo(NO_TOPIC);
    assertThat(engine.read("dead_letters")).isEqualTo(NO_TOPIC);
    assertThat(engine.beginTransaction("mine")).isEqualTo("TransactionalIdAuthorizationException");
    assertThat(engine.beginTransaction("threeway-mine")).isEqualTo(ALLOWED);

    KafkaAttempts connect = as(Identity.CONNECT);
    assertThat(connect.read("mismatches")).isEqualTo(ALLOWED);
    assertThat(connect.write("mismatches")).isEqualTo(NO_TOPIC);
    assertThat(connect.read("dead_letters")).isEqualTo(NO_TOPIC);
    assertThat(connect.joinGroup("threeway")).isEqualTo(NO_GROUP);

    KafkaAttempts reader = as(Identity.READER);
    assertThat(reader.read("mismatches")).isEqualTo(ALLOWED);
    assertThat(reader.write("core_txns")).isEqualTo(NO_TOPIC);
    assertThat(reader.joinGroup("mine")).isEqualTo(NO_GROUP);

    KafkaAttempts operator = as(Identity.OPERATOR);
    assertThat(operator.read("mismatches")).isEqualTo(NO_TOPIC);
    assertThat(operator.create("mine")).isEqualTo(NO_TOPIC);

    assertThat(as(Identity.KEYCLOAK).read("core_txns")).isEqualTo(NO_TOPIC);
  }

  @Test
  @Order(10)
  void kafkaKnowsNobodyWithoutACertificate() {
    String authority = addresses.authority().orElseThrow().toString();
    KafkaAttempts stranger =
        new KafkaAttempts(
            addresses,
            Map.of(
                "security.protocol",
                "SSL",
                "ssl.truststore.type",
                "PEM",
                "ssl.truststore.location",
                authority));

    assertThat(stranger.create("mine")).isEqualTo("SslAuthenticationException");
  }

  private static KafkaAttempts as(Identity who) {
    return new KafkaAttempts(addresses, addresses.transport().kafkaClient(who));
  }

  @Test
  @Order(7)
  void connectTakesNoOrdersFromStrangers() {
    HttpClient stranger = client(TlsSettings.trusting(addresses.authority().orElseThrow()));

    assertThatThrownBy(() -> send(stranger, addresses.connectUrl() + "/connectors", null, false))
        .isInstanceOf(IOException.class);
  }

  @Test
  @Order(8)
  void keysAndPasswordsAreForTheirOwnerAlone() throws Exception {
    Path folder = stack.directory().certificates();
    assertThat(modeOf(folder)).isEqualTo("rwx------");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files)
          .hasSizeGreaterThan(20)
          .allSatisfy(file -> assertThat(modeOf(file)).isEqualTo("rw-------"));
    }
    Path connect = stack.directory().base().resolve("conf/connect.properties");
    assertThat(modeOf(connect)).isEqualTo("rw-------");
    String password = Files.readString(folder.resolve("password"));
    assertThat(Files.readString(connect)).contains(password);
    for (ProcessHandle process : processes().toList()) {
      String arguments =
          Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
      assertThat(arguments).isNotEmpty().doesNotContain(password).doesNotContain("BEGIN");
    }
  }

  private static String modeOf(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  private static HttpClient client(TlsSettings tls) {
    return tls.applyTo(HttpClient.newBuilder()).version(HttpClient.Version.HTTP_1_1).build();
  }

  private static HttpResponse<String> ask(String url, String token) throws Exception {
    return send(addresses.transport().http(), url, token, false);
  }

  private static HttpResponse<String> passedOn(HttpClient client, String url, String token)
      throws Exception {
    return send(client, url, token, true);
  }

  private static HttpResponse<String> send(HttpClient client, String url, String token, boolean hop)
      throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    if (hop) {
      request.header("Threeway-Hops", "1");
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static JsonNode json(HttpResponse<String> answer) throws IOException {
    assertThat(answer.statusCode()).as("%s", answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }
}
