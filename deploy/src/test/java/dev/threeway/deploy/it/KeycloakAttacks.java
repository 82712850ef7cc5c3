package dev.threeway.deploy.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.SignedJWT;
import dev.threeway.deploy.stack.Addresses;
import dev.threeway.deploy.stack.DemoTokens;
import dev.threeway.queryapi.attack.Attack;
import dev.threeway.queryapi.attack.AttackSuite;
import dev.threeway.queryapi.attack.ExportAttacks;
import dev.threeway.queryapi.attack.ForgedTokens;
import dev.threeway.queryapi.attack.StreamAttacks;
import dev.threeway.queryapi.attack.Target;
import dev.threeway.queryapi.security.KeyServer;
import dev.threeway.queryapi.security.Tokens;
import dev.threeway.schemas.records.Source;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.awaitility.Awaitility;

/** The attacks on processes as users run them, with tokens of a real Keycloak. */
final class KeycloakAttacks implements AutoCloseable {
  static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(1);

  private static final List<String> ACCOUNTS = List.of("DE0012345678", "DE0087654321", "ACC-1");
  private static final String TXN_ID = "OF-TWO-ACCOUNTS";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String BREAKS = "/api/v1/mismatches";
  private static final String EXPORT = "/api/v1/export/transactions";
  private static final String TRANSACTIONS = "/api/v1/transactions";
  private static final String TXN_PATH = TRANSACTIONS + "/" + TXN_ID;
  private static final String SCRIPT = "<script>alert(1)</script>";
  private static final String SCRIPT_PATH = TRANSACTIONS + "/" + URLEncoder.encode(SCRIPT, UTF_8);

  private final Addresses addresses;
  private final KeyServer attacker = new KeyServer(Tokens.STRANGER);
  private final Map<String, String> tokens = new TreeMap<>();
  private final Target target;

  KeycloakAttacks(Addresses addresses) throws IOException {
    this.addresses = addresses;
    DemoTokens demo = new DemoTokens(addresses);
    for (String user : DemoTokens.USERS) {
      tokens.put(user, demo.of(user));
    }
    target = new Target(addresses.api(), tokens::get, null, ACCOUNTS, REQUEST_TIMEOUT);
  }

  /** Everything that was asked for at the address that attackers' tokens name. */
  int askedOfTheAttacker() {
    return attacker.asked();
  }

  /** The tokens that the attacks use. */
  List<String> tokens() {
    return List.copyOf(tokens.values());
  }

  /** The account ids of everything that is there. */
  static List<String> accounts() {
    return ACCOUNTS;
  }

  /** The cases, against what is planted for them. */
  List<Attack> all() throws Exception {
    String before = StreamAttacks.position(target);
    plant();
    List<Attack> all = new ArrayList<>();
    all.addAll(
        ForgedTokens.of(target, publicKey(tokens.get("viewer")), attacker.address().toURI()));
    all.addAll(AttackSuite.of(target, TXN_ID, SCRIPT_PATH));
    all.addAll(ExportAttacks.of(target));
    all.addAll(StreamAttacks.of(target, before, TXN_ID));
    return all;
  }

  private RSAKey publicKey(String token) throws Exception {
    JWSHeader header = SignedJWT.parse(token).getHeader();
    URI keys = URI.create(addresses.issuer() + "/protocol/openid-connect/certs");
    return JWKSet.load(keys.toURL()).getKeyByKeyId(header.getKeyID()).toRSAKey();
  }

  /** A transaction that is called like a script, and breaks that are called like formulas. */
  private void plant() throws SQLException {
    try (Legs legs = new Legs(addresses)) {
      legs.send(Source.CORE, SCRIPT, Instant.now(), "100.00");
      legs.send(Source.GATEWAY, SCRIPT, Instant.now(), "120.00");
      legs.sendOf(ACCOUNTS.get(0), Source.CORE, TXN_ID, Instant.now());
      legs.sendOf(ACCOUNTS.get(1), Source.GATEWAY, TXN_ID, Instant.now());
      legs.flush();
    }
    // What a process does for the first time takes long, and says nothing of the attacks.
    for (String path :
        List.of(
            SCRIPT_PATH, TXN_PATH, TRANSACTIONS + "?text=x", EXPORT, BREAKS + "?view=history")) {
      Awaitility.await().atMost(PATIENCE).ignoreExceptions().until(() -> isThere(path));
    }
    try (Connection history =
        DriverManager.getConnection(addresses.jdbcUrl(), Addresses.POSTGRES_USER, null)) {
      for (String formula : ExportAttacks.FORMULAS) {
        insert(
            history,
            """
            INSERT INTO reconciliation_results_open
            VALUES (?, 1, 'MISMATCHED', true, true, false, 1, 'USD', 1, now(), now(), now(), now(),
              'default-1')
            """,
            formula);
        insert(
            history,
            """
            INSERT INTO mismatches
            VALUES (?, 1, ?, 'ACCOUNT', NULL, 'OPEN', NULL, 'MEDIUM', 'ACC-1', '@SUM(1)', NULL,
              ARRAY['GATEWAY'], 1, 'USD', now(), now(), now(), NULL, 'default-1',
              ARRAY['core_txns-0@1'])
            """,
            UUID.nameUUIDFromBytes(formula.getBytes(UTF_8)).toString(),
            formula);
      }
    }
  }

  private boolean isThere(String path) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(addresses.apiUrl() + path))
                    .header("Authorization", "Bearer " + tokens.get("auditor"))
                    .build(),
                HttpResponse.BodyHandlers.discarding())
            .statusCode()
        == 200;
  }

  private static void insert(Connection connection, String sql, String... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setString(i + 1, values[i]);
      }
      statement.executeUpdate();
    }
  }

  @Override
  public void close() {
    attacker.close();
  }
}
