package dev.threeway.queryapi.security;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.sun.net.httpserver.HttpServer;
import dev.threeway.schemas.tls.TlsSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** The address at which an issuer publishes its keys. */
public final class KeyServer implements AutoCloseable {
  private static final InstantSource CLOCK = InstantSource.fixed(Tokens.NOW);

  private final HttpServer server;
  private final AtomicInteger asked = new AtomicInteger();
  private volatile List<JWK> keys;
  private volatile boolean away;

  public KeyServer(JWK... keys) {
    publish(keys);
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext(
        "/certs",
        exchange -> {
          asked.incrementAndGet();
          byte[] answer =
              new JWKSet(this.keys).toPublicJWKSet().toString().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(away ? 503 : 200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
  }

  void publish(JWK... published) {
    keys = List.of(published);
  }

  public void goAway() {
    away = true;
  }

  /** How often it was asked. */
  public int asked() {
    return asked.get();
  }

  /** A verifier of its tokens that asks for keys as often as it needs, at the same time. */
  public TokenVerifier verifier() {
    return verifier(Duration.ofMinutes(5), Duration.ofSeconds(1), Duration.ofHours(1));
  }

  /** A verifier of its tokens, at the time of {@link Tokens}. */
  TokenVerifier verifier(Duration fresh, Duration askAgain, Duration whileAway) {
    return new TokenVerifier(
        Tokens.ISSUER,
        Tokens.CLIENT,
        Set.of(Tokens.PARTY),
        keys(fresh, askAgain, whileAway),
        CLOCK);
  }

  /** A verifier of its tokens, whomever they were issued to. */
  TokenVerifier verifierForAnyClient() {
    Duration minutes = Duration.ofMinutes(5);
    Duration second = Duration.ofSeconds(1);
    return new TokenVerifier(
        Tokens.ISSUER, Tokens.CLIENT, Set.of(), keys(minutes, second, minutes), CLOCK);
  }

  private IssuerKeys keys(Duration fresh, Duration askAgain, Duration whileAway) {
    return new IssuerKeys(address(), fresh, askAgain, whileAway, TlsSettings.NONE, CLOCK);
  }

  public URL address() {
    try {
      return URI.create("http://127.0.0.1:%d/certs".formatted(server.getAddress().getPort()))
          .toURL();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
