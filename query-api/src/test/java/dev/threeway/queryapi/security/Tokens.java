package dev.threeway.queryapi.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;

/** Tokens of an issuer of the tests, good ones to begin with. */
public final class Tokens {
  static final String ISSUER = "http://127.0.0.1:8180/realms/reconciliation";
  static final String CLIENT = "reconciliation-api";
  static final String PARTY = "reconciliation-dashboard";
  public static final Instant NOW = Instant.parse("2026-03-01T09:00:00Z");
  public static final RSAKey RSA = rsa("rsa-1");
  public static final RSAKey STRANGER = rsa("rsa-1");
  public static final ECKey EC = ec();

  private Tokens() {}

  static RSAKey rsa(String id) {
    try {
      return new RSAKeyGenerator(2048).keyUse(KeyUse.SIGNATURE).keyID(id).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ECKey ec() {
    try {
      return new ECKeyGenerator(Curve.P_256).keyUse(KeyUse.SIGNATURE).keyID("ec-1").generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An access token of a viewer that was issued a minute ago and holds for four more. */
  static JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .issuer(ISSUER)
        .audience(List.of(CLIENT, "account"))
        .subject("5c1f0b0a")
        .claim("typ", "Bearer")
        .claim("azp", PARTY)
        .claim("preferred_username", "viewer")
        .issueTime(Date.from(NOW.minus(Duration.ofMinutes(1))))
        .expirationTime(Date.from(NOW.plus(Duration.ofMinutes(4))))
        .claim("resource_access", Map.of(CLIENT, Map.of("roles", List.of("viewer"))));
  }

  /** An access token of a user with some roles, who is called like the first. */
  public static String of(String... roles) {
    return signed(user(roles));
  }

  /** A token that was good an hour ago. */
  public static String expired(String... roles) {
    return signed(user(roles).expirationTime(Date.from(NOW.minus(Duration.ofHours(1)))));
  }

  /** A token that is good for so long. */
  public static String lasting(Duration time, String... roles) {
    return signed(user(roles).expirationTime(Date.from(NOW.plus(time))));
  }

  /** A token that says the same, by somebody else's key. */
  public static String forged(String... roles) {
    return signed(header(), user(roles), STRANGER);
  }

  private static JWTClaimsSet.Builder user(String... roles) {
    String name = roles.length == 0 ? "nobody" : roles[0];
    return claims()
        .subject("id-of-" + name)
        .claim("preferred_username", name)
        .claim("resource_access", Map.of(CLIENT, Map.of("roles", List.of(roles))));
  }

  static JWSHeader.Builder header() {
    return new JWSHeader.Builder(JWSAlgorithm.RS256).type(JOSEObjectType.JWT).keyID("rsa-1");
  }

  static String signed(JWTClaimsSet.Builder claims) {
    return signed(header(), claims, RSA);
  }

  static String signed(JWSHeader.Builder header, JWTClaimsSet.Builder claims, JWK key) {
    try {
      SignedJWT jwt = new SignedJWT(header.build(), claims.build());
      jwt.sign(signer(key));
      return jwt.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JWSSigner signer(JWK key) throws JOSEException {
    return key instanceof ECKey ec ? new ECDSASigner(ec) : new RSASSASigner(key.toRSAKey());
  }
}
