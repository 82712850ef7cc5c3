package dev.threeway.benchmarks.micro;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import dev.threeway.queryapi.security.Caller;
import dev.threeway.queryapi.security.KeysUnavailableException;
import dev.threeway.queryapi.security.SecuritySettings;
import dev.threeway.queryapi.security.TokenRejectedException;
import dev.threeway.queryapi.security.TokenVerifier;
import dev.threeway.schemas.tls.TlsSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The check of a token that every request brings, with the issuer's keys at hand. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TokenBenchmark {
  private static final String ISSUER = "http://127.0.0.1/realms/benchmark";
  private static final String CLIENT = "reconciliation-api";
  private static final String PARTY = "dashboard";
  private static final Duration LONG = Duration.ofHours(1);
  private static final int RSA_BITS = 2048;

  private final Instant now = InstantSource.system().instant();
  private HttpServer issuer;
  private TokenVerifier verifier;
  private String byRsa;
  private String byEc;

  /** Made by JMH. */
  public TokenBenchmark() {}

  /** Publishes keys, as an issuer does, and has them fetched. */
  @Setup
  public void publish()
      throws IOException, JOSEException, TokenRejectedException, KeysUnavailableException {
    RSAKey rsa = new RSAKeyGenerator(RSA_BITS).keyID("rsa").generate();
    ECKey ec = new ECKeyGenerator(Curve.P_256).keyID("ec").generate();
    byte[] keys =
        new JWKSet(List.of(rsa, ec)).toPublicJWKSet().toString().getBytes(StandardCharsets.UTF_8);
    issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    issuer.createContext(
        "/certs",
        exchange -> {
          exchange.sendResponseHeaders(200, keys.length);
          exchange.getResponseBody().write(keys);
          exchange.close();
        });
    issuer.start();
    verifier =
        TokenVerifier.of(
            new SecuritySettings(
                ISSUER,
                CLIENT,
                Set.of(PARTY),
                URI.create("http://127.0.0.1:%d/certs".formatted(issuer.getAddress().getPort()))
                    .toURL(),
                LONG,
                Duration.ofSeconds(10),
                LONG,
                TlsSettings.NONE),
            InstantSource.fixed(now));
    byRsa = token(JWSAlgorithm.RS256, rsa.getKeyID(), new RSASSASigner(rsa));
    byEc = token(JWSAlgorithm.ES256, ec.getKeyID(), new ECDSASigner(ec));
    Caller unused = verifier.verify(byRsa);
  }

  /** With what Keycloak's tokens of the demonstration carry. */
  private String token(JWSAlgorithm algorithm, String key, JWSSigner signer) throws JOSEException {
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(algorithm).keyID(key).build(),
            new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(CLIENT)
                .subject("0b3c8f5e-9f63-4e0a-8a1c-2f6d1c0b5a11")
                .jwtID("onrtro:7c4a8d09-ca37-4f2e-9e1b-2f6d1c0b5a11")
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(LONG)))
                .claim("typ", "Bearer")
                .claim("azp", PARTY)
                .claim("sid", "d4a1f2b3-5c6e-4f70-8b9a-0c1d2e3f4a5b")
                .claim("acr", "1")
                .claim("scope", "openid email profile")
                .claim("resource_access", Map.of(CLIENT, Map.of("roles", List.of("operator"))))
                .claim("preferred_username", "operator")
                .build());
    token.sign(signer);
    return token.serialize();
  }

  /** Stops publishing. */
  @TearDown
  public void close() {
    issuer.stop(0);
  }

  /** Signed as Keycloak signs by default. */
  @Benchmark
  public Caller checkTokenRs256() throws TokenRejectedException, KeysUnavailableException {
    return verifier.verify(byRsa);
  }

  /** Signed by an elliptic curve. */
  @Benchmark
  public Caller checkTokenEs256() throws TokenRejectedException, KeysUnavailableException {
    return verifier.verify(byEc);
  }
}
