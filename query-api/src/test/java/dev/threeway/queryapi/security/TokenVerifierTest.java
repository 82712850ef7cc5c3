package dev.threeway.queryapi.security;

import static dev.threeway.queryapi.security.Tokens.claims;
import static dev.threeway.queryapi.security.Tokens.header;
import static dev.threeway.queryapi.security.Tokens.signed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.util.Base64;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenVerifierTest {
  private final KeyServer issuer = new KeyServer(Tokens.RSA, Tokens.EC);
  private final TokenVerifier verifier =
      issuer.verifier(Duration.ofMinutes(5), Duration.ofSeconds(30), Duration.ofHours(1));

  @AfterEach
  void close() {
    issuer.close();
  }

  @Test
  void anAccessTokenOfTheIssuerIsWorthTheRolesOfOurClient() throws Exception {
    assertThat(verifier.verify(signed(claims().claim("sid", "s-1"))))
        .isEqualTo(
            new Caller(
                "5c1f0b0a",
                "viewer",
                Set.of(Role.VIEWER),
                Tokens.NOW.plus(Duration.ofMinutes(4)),
                "6a840baf5d8c3ff2"));
  }

  @Test
  void tokensOfASessionAreToldFromThoseOfAnother() throws Exception {
    String one = verifier.verify(signed(claims().claim("sid", "s-1").jwtID("t-1"))).session();

    assertThat(verifier.verify(signed(claims().claim("sid", "s-1").jwtID("t-2"))).session())
        .isEqualTo(one);
    assertThat(verifier.verify(signed(claims().claim("sid", "s-2").jwtID("t-1"))).session())
        .isNotEqualTo(one);
    assertThat(verifier.verify(signed(claims().jwtID("t-1"))).session())
        .isNotEqualTo(verifier.verify(signed(claims().jwtID("t-2"))).session());
    assertThat(verifier.verify(signed(claims())).session()).hasSize(16);
  }

  @Test
  void ps256AndEs256AreGoodToo() throws Exception {
    JWSHeader.Builder ps = new JWSHeader.Builder(JWSAlgorithm.PS256).keyID("rsa-1");
    JWSHeader.Builder es = new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("ec-1");

    assertThat(verifier.verify(signed(ps, claims(), Tokens.RSA)).name()).isEqualTo("viewer");
    assertThat(verifier.verify(signed(es, claims(), Tokens.EC)).name()).isEqualTo("viewer");
  }

  @Test
  void theAlgorithmNoneIsRefused() {
    assertThat(fault(new PlainJWT(claims().build()).serialize())).isEqualTo(TokenFault.MALFORMED);
  }

  @Test
  void anHmacWithThePublicKeyAsItsSecretIsRefused() throws Exception {
    SignedJWT jwt =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("rsa-1").build(), claims().build());
    jwt.sign(new MACSigner(Tokens.RSA.toRSAPublicKey().getEncoded()));

    assertThat(fault(jwt.serialize())).isEqualTo(TokenFault.ALGORITHM);
  }

  @Test
  void anAlgorithmThatIsNotOnTheListIsRefusedThoughTheSignatureIsGood() {
    JWSHeader.Builder strong = new JWSHeader.Builder(JWSAlgorithm.RS512).keyID("rsa-1");

    assertThat(fault(signed(strong, claims(), Tokens.RSA))).isEqualTo(TokenFault.ALGORITHM);
  }

  @Test
  void aSignatureByAnotherKeyOfTheSameIdIsRefused() {
    assertThat(fault(signed(header(), claims(), Tokens.STRANGER))).isEqualTo(TokenFault.SIGNATURE);
  }

  @Test
  void claimsThatWereChangedAfterSigningAreRefused() {
    String[] parts = signed(claims()).split("\\.", -1);
    String admin = signed(claims().claim("resource_access", access("admin"))).split("\\.", -1)[1];

    assertThat(fault(parts[0] + "." + admin + "." + parts[2])).isEqualTo(TokenFault.SIGNATURE);
  }

  @Test
  void aTokenWithoutItsSignatureIsRefused() {
    String token = signed(claims());

    assertThat(fault(token.substring(0, token.lastIndexOf('.') + 1)))
        .isIn(TokenFault.MALFORMED, TokenFault.SIGNATURE);
  }

  @Test
  void aKeyInsideTheTokenIsRefused() {
    JWSHeader.Builder own = header().jwk(Tokens.STRANGER.toPublicJWK());

    assertThat(fault(signed(own, claims(), Tokens.STRANGER))).isEqualTo(TokenFault.HEADER);
  }

  @Test
  void anAddressOfAKeyInsideTheTokenIsRefusedAndNeverAsked() {
    URI elsewhere = URI.create("http://127.0.0.1:1/keys");

    assertThat(fault(signed(header().jwkURL(elsewhere), claims(), Tokens.RSA)))
        .isEqualTo(TokenFault.HEADER);
    assertThat(fault(signed(header().x509CertURL(elsewhere), claims(), Tokens.RSA)))
        .isEqualTo(TokenFault.HEADER);
  }

  @Test
  void aCertificateInsideTheTokenIsRefused() {
    JWSHeader.Builder own = header().x509CertChain(List.of(Base64.encode("certificate")));

    assertThat(fault(signed(own, claims(), Tokens.RSA))).isEqualTo(TokenFault.HEADER);
  }

  @Test
  void aCriticalExtensionIsRefused() {
    JWSHeader.Builder extended = header().criticalParams(Set.of("exp2")).customParam("exp2", 1);

    assertThat(fault(signed(extended, claims(), Tokens.RSA))).isEqualTo(TokenFault.HEADER);
  }

  @Test
  void aTokenOfAnotherTypeIsRefused() {
    JWSHeader.Builder logout = header().type(new JOSEObjectType("logout+jwt"));

    assertThat(fault(signed(logout, claims(), Tokens.RSA))).isEqualTo(TokenFault.HEADER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"rsa-2", "../../etc/passwd", "rsa-1' OR '1'='1", "http://127.0.0.1/k", "\u0000"})
  void aKeyIdThatTheIssuerDoesNotHaveIsRefused(String id) {
    assertThat(fault(signed(header().keyID(id), claims(), Tokens.RSA)))
        .isEqualTo(TokenFault.UNKNOWN_KEY);
  }

  @Test
  void aTokenThatNamesNoKeyIsRefused() {
    assertThat(fault(signed(header().keyID(null), claims(), Tokens.RSA)))
        .isEqualTo(TokenFault.UNKNOWN_KEY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:8180/realms/reconciliation/",
        "http://127.0.0.1:8180/realms/other",
        "HTTP://127.0.0.1:8180/realms/reconciliation"
      })
  void anIssuerThatIsNotOursToTheLetterIsRefused(String issuer) {
    assertThat(fault(signed(claims().issuer(issuer)))).isEqualTo(TokenFault.ISSUER);
  }

  @Test
  void aTokenForSomebodyElseIsRefused() {
    assertThat(fault(signed(claims().audience("account")))).isEqualTo(TokenFault.AUDIENCE);
    assertThat(fault(signed(claims().audience((String) null)))).isEqualTo(TokenFault.AUDIENCE);
  }

  @Test
  void aTokenOfAClientThatIsNotOnTheListIsRefusedThoughItIsMeantForUs() throws Exception {
    assertThat(fault(signed(claims().claim("azp", "another-app")))).isEqualTo(TokenFault.PARTY);
    assertThat(fault(signed(claims().claim("azp", null)))).isEqualTo(TokenFault.PARTY);
    assertThat(fault(signed(claims().claim("client_id", "another-app"))))
        .isEqualTo(TokenFault.PARTY);
    assertThat(
            verifier.verify(signed(claims().claim("azp", null).claim("client_id", Tokens.PARTY))))
        .isNotNull();
  }

  @Test
  void whereNoClientIsListedTheAudienceAloneDecides() throws Exception {
    TokenVerifier any = issuer.verifierForAnyClient();

    assertThat(any.verify(signed(claims().claim("azp", "another-app")))).isNotNull();
    assertThat(any.verify(signed(claims().claim("azp", null)))).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ID", "Refresh", "Offline", "bearer"})
  void aTokenThatIsNotForAccessIsRefused(String kind) {
    assertThat(fault(signed(claims().claim("typ", kind)))).isEqualTo(TokenFault.NOT_ACCESS);
  }

  @Test
  void aTokenEndsThirtySecondsAfterItsTime() throws Exception {
    assertThat(verifier.verify(signed(claims().expirationTime(at(-29))))).isNotNull();
    assertThat(fault(signed(claims().expirationTime(at(-30))))).isEqualTo(TokenFault.EXPIRED);
  }

  @Test
  void aTokenBeginsThirtySecondsBeforeItsTime() throws Exception {
    assertThat(verifier.verify(signed(claims().notBeforeTime(at(30))))).isNotNull();
    assertThat(fault(signed(claims().notBeforeTime(at(31))))).isEqualTo(TokenFault.NOT_YET_VALID);
    assertThat(fault(signed(claims().issueTime(at(31))))).isEqualTo(TokenFault.NOT_YET_VALID);
  }

  @Test
  void aTokenWithoutAnEndOrASubjectIsRefused() {
    assertThat(fault(signed(claims().expirationTime(null)))).isEqualTo(TokenFault.INCOMPLETE);
    assertThat(fault(signed(claims().subject(null)))).isEqualTo(TokenFault.INCOMPLETE);
  }

  @Test
  void aTokenOfAMegabyteIsRefusedUnread() {
    assertThat(fault("x".repeat(1 << 20))).isEqualTo(TokenFault.TOO_LONG);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "a.b.c", "e30.e30.e30", "a.b.c.d.e", "Bearer x.y.z"})
  void whatIsNoTokenIsRefused(String text) {
    assertThat(fault(text)).isIn(TokenFault.MALFORMED, TokenFault.ALGORITHM);
  }

  @Test
  void claimsThatAreNoJsonObjectAreRefused() throws Exception {
    com.nimbusds.jose.JWSObject jws =
        new com.nimbusds.jose.JWSObject(
            header().build(),
            new com.nimbusds.jose.Payload("[1]".getBytes(StandardCharsets.UTF_8)));
    jws.sign(new com.nimbusds.jose.crypto.RSASSASigner(Tokens.RSA));

    assertThat(fault(jws.serialize())).isEqualTo(TokenFault.MALFORMED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Admin", "ADMIN", "admin ", "ａdmin", "admin,viewer", "administrator"})
  void aNameThatOnlyLooksLikeARoleGivesNothing(String name) throws Exception {
    assertThat(roles(claims().claim("resource_access", access(name)))).isEmpty();
  }

  @Test
  void rolesOfTheRealmOrOfOtherClientsGiveNothing() throws Exception {
    JWTClaimsSet.Builder elsewhere =
        claims()
            .claim("resource_access", Map.of("account", Map.of("roles", List.of("admin"))))
            .claim("realm_access", Map.of("roles", List.of("admin")))
            .claim("roles", List.of("admin"))
            .claim("groups", List.of("admin"));

    assertThat(roles(elsewhere)).isEmpty();
  }

  @Test
  void rolesThatAreNoListOfNamesGiveNothing() throws Exception {
    assertThat(roles(claims().claim("resource_access", Map.of(Tokens.CLIENT, "admin")))).isEmpty();
    assertThat(
            roles(
                claims()
                    .claim(
                        "resource_access",
                        Map.of(Tokens.CLIENT, Map.of("roles", Map.of("admin", true))))))
        .isEmpty();
  }

  @Test
  void aHigherRoleIncludesTheLowerOnes() throws Exception {
    Caller auditor = verifier.verify(signed(claims().claim("resource_access", access("auditor"))));

    assertThat(auditor.has(Role.VIEWER)).isTrue();
    assertThat(auditor.has(Role.AUDITOR)).isTrue();
    assertThat(auditor.has(Role.ADMIN)).isFalse();
    assertThat(auditor.highest()).contains(Role.AUDITOR);
  }

  private Set<Role> roles(JWTClaimsSet.Builder claims) throws Exception {
    return verifier.verify(signed(claims)).roles();
  }

  private TokenFault fault(String token) {
    TokenRejectedException refused =
        catchThrowableOfType(TokenRejectedException.class, () -> verifier.verify(token));
    assertThat(refused).as("refused").isNotNull();
    return refused.fault();
  }

  private static Map<String, Object> access(String role) {
    return Map.of(Tokens.CLIENT, Map.of("roles", List.of(role)));
  }

  private static Date at(int seconds) {
    return Date.from(Tokens.NOW.plusSeconds(seconds));
  }
}
