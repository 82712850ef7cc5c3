package dev.threeway.deploy.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jwt.SignedJWT;
import dev.threeway.deploy.stack.DemoTokens;
import dev.threeway.deploy.stack.LocalStack;
import dev.threeway.deploy.stack.Part;
import dev.threeway.deploy.stack.RunningStack;
import dev.threeway.queryapi.attack.AttackSuite;
import dev.threeway.queryapi.attack.AttackTable;
import dev.threeway.schemas.records.Source;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestMethodOrder;

/** The API behind a real Keycloak, on two instances. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KeycloakIT {
  private static final String ACCOUNT = "ACC-1";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Few, so that a test can fill the queue. */
  private static final int QUEUE_EVENTS = 1_000;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private static final Path DIRECTORY = Path.of("target", "it", "keycloak");

  /** As the build gives it to the engines in their environment. */
  private static final String CANARY_IN_THE_ENVIRONMENT = "canary-in-the-environment";

  private static final String CANARY_IN_A_FILE = "canary-in-a-file";
  private static final AttackTable TABLE = new AttackTable("Attacks on the running stack");

  private static LocalStack stack;
  private static DemoTokens tokens;
  private static RealmClient realm;
  private static KeycloakAttacks attacks;

  @BeforeAll
  static void start() throws IOException {
    Path password = DIRECTORY.resolveSibling("keycloak-history-password");
    Files.createDirectories(DIRECTORY);
    Files.writeString(password, CANARY_IN_A_FILE);
    stack =
        LocalStack.builder()
            .home(SharedStack.home())
            .directory(DIRECTORY)
            .parts(
                EnumSet.of(Part.POSTGRES, Part.BROKER, Part.REGISTRY, Part.KEYCLOAK, Part.ENGINE))
            .instances(2)
            .engine("threeway.security.keys-ask-again", "1s")
            .engine("threeway.audit.queue-events", Integer.toString(QUEUE_EVENTS))
            .engine(
                "threeway.http.request-timeout", KeycloakAttacks.REQUEST_TIMEOUT.toSeconds() + "s")
            .engine("threeway.history.password-file", password.toAbsolutePath().toString())
            .build();
    RunningStack.in(stack.directory()).ifPresent(RunningStack::stop);
    stack.directory().deleteData();
    stack.start();
    tokens = new DemoTokens(stack.addresses());
    realm = new RealmClient(stack.addresses().issuer());
  }

  @AfterAll
  static void stop() {
    System.out.println(TABLE.text());
    if (attacks != null) {
      attacks.close();
    }
    stack.close();
  }

  @Test
  @Order(1)
  void eachUserIsWhoKeycloakSays() throws Exception {
    for (String user : DemoTokens.USERS) {
      HttpResponse<String> me = ask("/api/v1/me", tokens.of(user));

      assertThat(me.statusCode()).isEqualTo(200);
      assertThat(JSON.readTree(me.body()).path("name").asText()).isEqualTo(user);
      assertThat(JSON.readTree(me.body()).path("roles")).hasSize(1);
      assertThat(JSON.readTree(me.body()).at("/roles/0").asText()).isEqualTo(user);
    }
  }

  @Test
  @Order(2)
  void theRolesOfKeycloakOpenWhatTheTableSays() throws Exception {
    assertThat(statuses("/api/v1/mismatches")).containsExactly(200, 200, 200, 200);
    assertThat(statuses("/api/v1/mismatches/stats")).containsExactly(403, 403, 200, 200);
    assertThat(statuses("/api/v1/mismatches?account=A")).containsExactly(403, 200, 200, 200);
    assertThat(statuses("/api/v1/admin/rules")).containsExactly(403, 403, 403, 200);
    assertThat(statuses("/api/v1/audit")).containsExactly(403, 403, 200, 200);
    assertThat(ask("/api/v1/mismatches", null).statusCode()).isEqualTo(401);
    assertThat(ask("/livez", null).statusCode()).isEqualTo(200);
  }

  private static List<Integer> statuses(String path) throws Exception {
    int[] found = new int[DemoTokens.USERS.size()];
    for (int i = 0; i < found.length; i++) {
      found[i] = ask(path, tokens.of(DemoTokens.USERS.get(i))).statusCode();
    }
    return Arrays.stream(found).boxed().toList();
  }

  @Test
  @Order(3)
  void everyLogInAndEveryRefusalIsRecordedUnderTheNameOfKeycloak() throws Exception {
    String auditor = tokens.of("auditor");
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(users("/api/v1/audit?action=LOGIN&limit=500", auditor))
                  .containsAll(DemoTokens.USERS);
              assertThat(
                      users("/api/v1/audit?outcome=DENIED&resource=GET%20/api/v1/audit", auditor))
                  .containsOnly("viewer", "operator");
              assertThat(users("/api/v1/audit?outcome=DENIED&user=unknown", auditor)).isNotEmpty();
            });
  }

  private static List<String> users(String path, String token) throws Exception {
    return JSON.readTree(ask(path, token).body()).path("items").findValuesAsText("user");
  }

  @Test
  @Order(4)
  void instancesAskOneAnotherWithTheCallersToken() throws Exception {
    try (Legs legs = new Legs(stack.addresses())) {
      Instant now = Instant.now();
      for (int i = 0; i < 12; i++) {
        legs.send(Source.CORE, "S" + i, now, "100.00");
        legs.send(Source.GATEWAY, "S" + i, now, "120.00");
      }
      legs.flush();
    }
    String admin = tokens.of("admin");
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              JsonNode list =
                  JSON.readTree(ask("/api/v1/mismatches?type=AMOUNT&limit=50", admin).body());
              assertThat(list.path("complete").asBoolean()).as("%s", list).isTrue();
              assertThat(list.path("items")).hasSize(12);
              JsonNode instances = JSON.readTree(ask("/api/v1/admin/instances", admin).body());
              assertThat(instances.path("items")).hasSize(2);
              assertThat(instances.path("items"))
                  .allSatisfy(
                      instance -> {
                        assertThat(instance.path("answered").asBoolean()).isTrue();
                        assertThat(instance.path("active")).isNotEmpty();
                      });
            });
    for (int i = 0; i < 12; i++) {
      String path = "/api/v1/transactions/S" + i;
      assertThat(ask(path, tokens.of("viewer")).body()).contains("••••").doesNotContain(ACCOUNT);
      assertThat(ask(path, admin).body()).contains(ACCOUNT);
    }
  }

  @Test
  @Order(5)
  void onlyAnAccessTokenForUsIsTaken() throws Exception {
    JsonNode granted = realm.grant("recon-demo", "viewer", "viewer-demo");

    assertThat(granted.has("id_token")).isTrue();
    assertThat(ask("/api/v1/me", granted.path("id_token").asText()).statusCode()).isEqualTo(401);
    assertThat(ask("/api/v1/me", granted.path("refresh_token").asText()).statusCode())
        .isEqualTo(401);
    // A client of Keycloak's own, whose tokens are not meant for us.
    assertThat(
            ask(
                    "/api/v1/me",
                    realm.grant("admin-cli", "admin", "admin-demo").path("access_token").asText())
                .statusCode())
        .isEqualTo(401);
  }

  @Test
  @Order(6)
  void theDashboardsClientGivesNoTokenForAPassword() {
    assertThatThrownBy(() -> realm.grant("reconciliation-dashboard", "viewer", "viewer-demo"))
        .hasMessageContaining("unauthorized_client");
  }

  @TestFactory
  @Order(7)
  Stream<DynamicNode> everyAttackComesToNothing() throws Exception {
    attacks = new KeycloakAttacks(stack.addresses());
    return TABLE.tests(attacks.all());
  }

  @Test
  @Order(8)
  void aTokenThatKeycloakHasIssuedUnderAnotherNameIsRefused() throws Exception {
    String elsewhere = stack.addresses().issuer().replace("127.0.0.1", "localhost");
    String token =
        new RealmClient(elsewhere)
            .grant("recon-demo", "admin", "admin-demo")
            .path("access_token")
            .asText();

    assertThat(SignedJWT.parse(token).getJWTClaimsSet().getIssuer()).isEqualTo(elsewhere);
    assertThat(ask("/api/v1/me", token).statusCode()).isEqualTo(401);
  }

  @Test
  @Order(9)
  void theAttacksHaveLeftNothingBehind() throws Exception {
    Path logs = stack.directory().log(Part.ENGINE).getParent();
    List<String> lines = Files.readAllLines(stack.directory().log(Part.ENGINE));

    assertThat(attacks.askedOfTheAttacker()).isZero();
    assertThat(lines)
        .isNotEmpty()
        .noneMatch(line -> line.startsWith(AttackSuite.FORGED_LINE))
        .noneMatch(line -> line.contains("A request failed unexpectedly"));
    List<String> marks = new ArrayList<>(KeycloakAttacks.accounts());
    marks.addAll(List.of("<script>", "Set-Cookie", "jndi"));
    assertThat(Traces.inFiles(logs, marks)).isEmpty();
  }

  @Test
  @Order(10)
  void noSecretIsInTheArgumentsOfAProcessOrInALog() throws Exception {
    List<String> secrets = new ArrayList<>(attacks.tokens());
    secrets.addAll(List.of(CANARY_IN_THE_ENVIRONMENT, CANARY_IN_A_FILE));

    assertThat(System.getenv("THREEWAY_HTTP_CURSOR_KEY")).isEqualTo(CANARY_IN_THE_ENVIRONMENT);
    assertThat(Traces.inArguments(secrets)).isEmpty();
    DemoTokens.USERS.forEach(user -> secrets.add(user + "-demo"));
    assertThat(Traces.inFiles(stack.directory().log(Part.ENGINE).getParent(), secrets)).isEmpty();
  }

  @Test
  @Order(11)
  void nothingButThisMachineReachesTheRealmWithItsKnownPasswords() throws Exception {
    ProcessHandle keycloak = stack.process(Part.KEYCLOAK).orElseThrow();

    assertThat(OpenPorts.of(Stream.of(keycloak))).containsExactly(stack.addresses().keycloak());
    assertThat(OpenPorts.reachable(Stream.of(keycloak))).isEmpty();
  }

  @Test
  @Order(11)
  void aCommandPrintsATokenForCurl() throws Exception {
    Path directory = DIRECTORY.toAbsolutePath();

    ReconProcess.Ended token =
        new ReconProcess(directory)
            .run("token", "--user", "auditor", "--dir", directory.toString());

    assertThat(token.code()).as(token.err()).isZero();
    assertThat(ask("/api/v1/me", token.out().strip()).body()).contains("\"name\":\"auditor\"");
  }

  @Test
  @Order(11)
  void aRefreshTokenIsGoodOnce() throws Exception {
    String refresh =
        realm.grant("recon-demo", "viewer", "viewer-demo").path("refresh_token").asText();
    String form = "grant_type=refresh_token&client_id=recon-demo&refresh_token=";

    assertThat(realm.token(form + refresh).statusCode()).isEqualTo(200);
    HttpResponse<String> again = realm.token(form + refresh);
    assertThat(again.statusCode()).isEqualTo(400);
    assertThat(again.body()).contains("invalid_grant");
  }

  @Test
  @Order(12)
  void theDashboardGetsNoCodeWithoutPkceNorForAnotherAddress() throws Exception {
    String own = stack.addresses().apiUrl() + "/";
    HttpResponse<String> withoutPkce = realm.authorize(own, "");
    assertThat(withoutPkce.statusCode()).isEqualTo(302);
    assertThat(withoutPkce.headers().firstValue("Location").orElseThrow())
        .startsWith(own)
        .contains("error=invalid_request");
    String challenge = "&code_challenge=" + "a".repeat(43);
    assertThat(realm.authorize(own, challenge + "&code_challenge_method=plain").headers().map())
        .hasEntrySatisfying(
            "location", to -> assertThat(to.get(0)).contains("error=invalid_request"));
    assertThat(realm.authorize(own, challenge + "&code_challenge_method=S256").statusCode())
        .as("the page to sign in")
        .isEqualTo(200);
    assertThat(
            realm
                .authorize(
                    "https://attacker.example.com/", challenge + "&code_challenge_method=S256")
                .statusCode())
        .isEqualTo(400);
  }

  @Test
  @Order(13)
  void whoeverTriesOutPasswordsLocksTheAccountForAWhile() throws Exception {
    for (int i = 0; i < 6; i++) {
      int wrong = i;
      assertThatThrownBy(() -> realm.grant("recon-demo", "operator", "guess" + wrong))
          .hasMessageContaining("invalid_grant");
    }

    assertThatThrownBy(() -> realm.grant("recon-demo", "operator", "operator-demo"))
        .hasMessageContaining("invalid_grant");
    assertThat(realm.grant("recon-demo", "viewer", "viewer-demo").has("access_token")).isTrue();
  }

  @Test
  @Order(14)
  void refusalsThatTheQueueHasNoRoomForAreCountedAndTheirNumberIsRecorded() throws Exception {
    String auditor = tokens.of("auditor");
    stack.kill(Part.POSTGRES);
    try {
      for (int i = 0; i < QUEUE_EVENTS; i++) {
        assertThat(ask("/api/v1/me", null).statusCode()).isEqualTo(401);
      }
      assertThat(ask("/api/v1/me", auditor).statusCode()).as("others go on").isEqualTo(200);
    } finally {
      stack.restart(Part.POSTGRES);
    }

    Awaitility.await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .untilAsserted(
            () ->
                assertThat(
                        JSON.readTree(ask("/api/v1/audit?action=UNRECORDED", auditor).body())
                            .at("/items/0/detail")
                            .asText())
                    .matches(
                        "\\d+ refusals were not recorded one by one: the queue was nearly full"));
  }

  @Test
  @Order(15)
  void whileKeycloakIsAwayKnownKeysHoldAndItsNextOnesAreTakenAtOnce() throws Exception {
    String old = tokens.of("viewer");
    String admin = tokens.of("admin");
    assertThat(ask("/api/v1/me", old).statusCode()).isEqualTo(200);
    assertThat(issuerStatuses(admin)).containsExactly("UP", "UP", "UP");

    stack.kill(Part.KEYCLOAK);
    assertThat(ask("/api/v1/me", old).statusCode()).isEqualTo(200);
    assertThat(ask("/api/v1/me", withAnotherKeyId(old)).statusCode()).isIn(401, 503);
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              // It is asked again for keys that nobody knows, and only now and then.
              ask("/api/v1/me", withAnotherKeyId(old));
              assertThat(issuerStatuses(admin)).containsExactly("UP", "UP", "DOWN");
            });

    // It forgets everything, its keys too, and has other ones when it comes back.
    Path kept = stack.directory().data(Part.KEYCLOAK).resolve("data/h2");
    try (Stream<Path> files = Files.walk(kept)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
    stack.restart(Part.KEYCLOAK);
    assertThat(ask("/api/v1/me", tokens.of("auditor")).statusCode()).isEqualTo(200);
  }

  /** Of the issuer in the system's health: of the part, of its keys, and whether it answers. */
  private static List<String> issuerStatuses(String admin) throws Exception {
    JsonNode health = JSON.readTree(ask("/api/v1/admin/system-health", admin).body());
    for (JsonNode part : health.path("parts")) {
      if (part.path("part").asText().equals("issuer")) {
        return Stream.concat(
                Stream.of(part.path("status").asText()),
                part.path("items").findValuesAsText("status").stream())
            .toList();
      }
    }
    return List.of();
  }

  private static String withAnotherKeyId(String token) {
    String header = "{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"nobody-has-it\"}";
    return Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(header.getBytes(StandardCharsets.UTF_8))
        + token.substring(token.indexOf('.'));
  }

  private static HttpResponse<String> ask(String path, String token) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(stack.addresses().apiUrl() + path));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
