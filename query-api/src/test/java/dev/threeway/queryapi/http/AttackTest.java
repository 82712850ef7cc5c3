package dev.threeway.queryapi.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.threeway.queryapi.attack.Attack;
import dev.threeway.queryapi.attack.AttackSuite;
import dev.threeway.queryapi.attack.AttackTable;
import dev.threeway.queryapi.attack.ForgedTokens;
import dev.threeway.queryapi.attack.GuessingAttacks;
import dev.threeway.queryapi.attack.Target;
import dev.threeway.queryapi.live.DriverEngine;
import dev.threeway.queryapi.security.IssuedTokens;
import dev.threeway.queryapi.security.KeyServer;
import dev.threeway.queryapi.security.Tokens;
import dev.threeway.schemas.records.Source;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** Every attack on the real server, whose issuer of tokens is the test's own. */
class AttackTest {
  private static final String SCRIPT = "<script>alert(1)</script>";
  private static final List<String> ACCOUNTS = List.of("DE0012345678", "DE0087654321");
  private static final int LIMIT = 3;
  private static final AttackTable TABLE = new AttackTable("Attacks on the API");

  private static DriverEngine engine;
  private static KeyServer issuer;
  private static KeyServer attacker;
  private static RunningApi api;
  private static RunningApi limited;

  @BeforeAll
  static void start() {
    engine = new DriverEngine(2);
    issuer = new KeyServer(Tokens.RSA, Tokens.EC);
    attacker = new KeyServer(Tokens.STRANGER);
    api = new RunningApi(engine.reads(), issuer.verifier(), 0, engine.clock());
    limited = new RunningApi(engine.reads(), issuer.verifier(), LIMIT, engine.clock());
    for (String txnId : List.of("T1", "T2", SCRIPT)) {
      engine.send(
          DriverEngine.report(Source.CORE, txnId)
              .setAccountId(ACCOUNTS.get(0))
              .setDescription("to " + ACCOUNTS.get(0))
              .build());
      engine.send(DriverEngine.report(Source.GATEWAY, txnId).setAccountId(ACCOUNTS.get(1)).build());
    }
  }

  @AfterAll
  static void stop() {
    System.out.println(TABLE.text());
    api.close();
    limited.close();
    issuer.close();
    attacker.close();
    engine.close();
    assertThat(attacker.asked()).as("how often the attacker's keys were asked for").isZero();
  }

  @TestFactory
  Stream<DynamicNode> everyAttackComesToNothing() throws Exception {
    Target target = target(api);
    List<Attack> attacks = new ArrayList<>();
    attacks.addAll(ForgedTokens.of(target, Tokens.RSA, attacker.address().toURI()));
    attacks.addAll(IssuedTokens.of(target));
    attacks.addAll(GuessingAttacks.of(target(limited), LIMIT));
    attacks.addAll(
        AttackSuite.of(target, "T1", "/api/v1/transactions/" + URLEncoder.encode(SCRIPT, UTF_8)));
    return TABLE.tests(attacks);
  }

  private static Target target(RunningApi api) {
    return new Target(
        api.port(),
        Tokens::of,
        RunningApi.ORIGINS.iterator().next(),
        ACCOUNTS,
        RunningApi.REQUEST_TIMEOUT);
  }
}
