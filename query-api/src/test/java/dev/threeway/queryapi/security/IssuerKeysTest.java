package dev.threeway.queryapi.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.RSAKey;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class IssuerKeysTest {
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Duration HALF_A_MINUTE = Duration.ofSeconds(30);
  private static final Duration MOMENT = Duration.ofMillis(1);

  private final KeyServer issuer = new KeyServer(Tokens.RSA);
  private final RSAKey second = Tokens.rsa("rsa-2");

  @AfterEach
  void close() {
    issuer.close();
  }

  @Test
  void keysAreFetchedOnceForManyTokens() throws Exception {
    TokenVerifier verifier = issuer.verifier(LONG, HALF_A_MINUTE, LONG);
    for (int i = 0; i < 50; i++) {
      verifier.verify(Tokens.signed(Tokens.claims()));
    }

    assertThat(issuer.asked()).isEqualTo(1);
  }

  @Test
  void aKeyThatIsJustBeingIntroducedIsFetchedWithoutARefusal() throws Exception {
    TokenVerifier verifier = issuer.verifier(LONG, HALF_A_MINUTE, LONG);
    verifier.verify(Tokens.signed(Tokens.claims()));
    issuer.publish(Tokens.RSA, second);

    assertThat(verifier.verify(ofSecondKey())).isNotNull();
    assertThat(verifier.verify(Tokens.signed(Tokens.claims()))).isNotNull();
  }

  @Test
  void keyIdsThatNobodyKnowsAreAskedForTwiceAtMost() throws Exception {
    TokenVerifier verifier = issuer.verifier(LONG, HALF_A_MINUTE, LONG);
    verifier.verify(Tokens.signed(Tokens.claims()));
    for (int i = 0; i < 100; i++) {
      String forged =
          Tokens.signed(Tokens.header().keyID("forged-" + i), Tokens.claims(), Tokens.RSA);
      assertThatThrownBy(() -> verifier.verify(forged))
          .isInstanceOfSatisfying(
              TokenRejectedException.class,
              refused -> assertThat(refused.fault()).isEqualTo(TokenFault.UNKNOWN_KEY));
    }

    assertThat(issuer.asked()).isLessThanOrEqualTo(2);
  }

  @Test
  void aTokenOfANextKeyIsNotCalledBadWhileOthersAskForKeysThatNobodyHas() throws Exception {
    TokenVerifier verifier = issuer.verifier(LONG, HALF_A_MINUTE, LONG);
    verifier.verify(Tokens.signed(Tokens.claims()));
    for (int i = 0; i < 5; i++) {
      String forged =
          Tokens.signed(Tokens.header().keyID("forged-" + i), Tokens.claims(), Tokens.RSA);
      assertThatThrownBy(() -> verifier.verify(forged)).isInstanceOf(TokenRejectedException.class);
    }
    issuer.publish(Tokens.RSA, second);

    assertThatThrownBy(
            () ->
                verifier.verify(
                    Tokens.signed(
                        Tokens.header().keyID("rsa-2"),
                        Tokens.claims().issueTime(Date.from(Tokens.NOW)),
                        second)))
        .isInstanceOf(KeysUnavailableException.class);
  }

  @Test
  void tokensOfEveryKeyAreGoodAllThroughARotation() throws Exception {
    TokenVerifier verifier = issuer.verifier(LONG, MOMENT, LONG);
    List<RSAKey> keys = List.of(Tokens.RSA, second, Tokens.rsa("rsa-3"), Tokens.rsa("rsa-4"));
    for (int i = 0; i < keys.size(); i++) {
      RSAKey newest = keys.get(i);
      RSAKey before = keys.get(Math.max(0, i - 1));
      // As an issuer rotates: the key before stays published as long as its tokens hold.
      issuer.publish(before, newest);
      for (RSAKey key : List.of(newest, before, newest)) {
        String token = Tokens.signed(Tokens.header().keyID(key.getKeyID()), Tokens.claims(), key);
        assertThat(verifier.verify(token)).as("%s after %s", key.getKeyID(), i).isNotNull();
      }
    }
  }

  @Test
  @Timeout(30)
  void afterTheStatedTimeKnownKeysHoldNoMoreAndStillNobodyIsCalledForged() throws Exception {
    Duration away = Duration.ofSeconds(6);
    TokenVerifier verifier = issuer.verifier(Duration.ofSeconds(5), MOMENT, away);
    String token = Tokens.signed(Tokens.claims());
    verifier.verify(token);
    issuer.goAway();
    long begin = System.nanoTime();

    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> {
              try {
                verifier.verify(token);
                return false;
              } catch (KeysUnavailableException over) {
                return true;
              }
            });

    assertThat(Duration.ofNanos(System.nanoTime() - begin))
        .isGreaterThan(away.minus(Duration.ofMillis(500)));
  }

  @Test
  @Timeout(30)
  void knownKeysHoldWhileTheIssuerIsAway() throws Exception {
    TokenVerifier verifier = issuer.verifier(Duration.ofSeconds(5), MOMENT, LONG);
    verifier.verify(Tokens.signed(Tokens.claims()));
    issuer.goAway();
    int before = issuer.asked();
    while (issuer.asked() == before) {
      assertThat(verifier.verify(Tokens.signed(Tokens.claims()))).isNotNull();
    }

    assertThat(verifier.verify(Tokens.signed(Tokens.claims()))).isNotNull();
  }

  @Test
  void whatNeedsAKeyThatCannotBeFetchedIsNeitherLetInNorCalledForged() throws Exception {
    TokenVerifier verifier = issuer.verifier(LONG, HALF_A_MINUTE, LONG);
    verifier.verify(Tokens.signed(Tokens.claims()));
    issuer.goAway();

    for (int i = 0; i < 5; i++) {
      assertThatThrownBy(() -> verifier.verify(ofSecondKey()))
          .isInstanceOf(KeysUnavailableException.class);
    }
  }

  @Test
  void anIssuerThatWasNeverThereLetsNobodyIn() {
    TokenVerifier verifier = issuer.verifier(LONG, HALF_A_MINUTE, LONG);
    issuer.goAway();

    assertThatThrownBy(() -> verifier.verify(Tokens.signed(Tokens.claims())))
        .isInstanceOf(KeysUnavailableException.class);
  }

  @Test
  void theStateTellsOfKeysThatWereFetched() {
    TokenVerifier verifier = issuer.verifier(LONG, HALF_A_MINUTE, LONG);

    assertThat(verifier.issuer())
        .isEqualTo(
            new IssuerState(1, Optional.of(Tokens.NOW), Optional.empty(), false, Tokens.NOW));
    assertThat(verifier.issuer().keys()).isEqualTo(1);
    assertThat(issuer.asked()).isEqualTo(1);
  }

  @Test
  void theStateTellsOfKeysThatHoldWhileTheIssuerIsAway() throws Exception {
    TokenVerifier verifier = issuer.verifier(LONG, HALF_A_MINUTE, LONG);
    verifier.verify(Tokens.signed(Tokens.claims()));
    issuer.goAway();
    assertThatThrownBy(() -> verifier.verify(ofSecondKey()))
        .isInstanceOf(KeysUnavailableException.class);

    assertThat(verifier.issuer())
        .isEqualTo(
            new IssuerState(1, Optional.of(Tokens.NOW), Optional.of(failed()), true, Tokens.NOW));
  }

  @Test
  void theStateTellsOfAnIssuerThatWasNeverThere() {
    TokenVerifier verifier = issuer.verifier(LONG, HALF_A_MINUTE, LONG);
    issuer.goAway();

    assertThat(verifier.issuer())
        .isEqualTo(new IssuerState(0, Optional.empty(), Optional.of(failed()), true, Tokens.NOW));
  }

  private static IssuerState.Failure failed() {
    return new IssuerState.Failure(Tokens.NOW, "it answers with an error");
  }

  private String ofSecondKey() {
    return Tokens.signed(Tokens.header().keyID("rsa-2"), Tokens.claims(), second);
  }
}
