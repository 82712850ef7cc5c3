package dev.threeway.queryapi.security;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import dev.threeway.schemas.tls.TlsSettings;
import java.io.IOException;
import java.net.URL;
import java.security.Key;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocketFactory;

/**
 * The public keys of the token issuer: cached, fetched again before they grow old, asked for twice
 * in a while at most for key ids that nobody knows, and good for a stated time while the issuer is
 * away. Thread-safe.
 */
final class IssuerKeys {
  static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256, JWSAlgorithm.ES256);

  private static final int CONNECT_MILLIS = 2_000;
  private static final int READ_MILLIS = 2_000;
  private static final int LARGEST_DOCUMENT = 64 * 1024;

  private final Watched issuer;
  private final JWSVerificationKeySelector<SecurityContext> keys;

  /**
   * The keys at an address.
   *
   * @param fresh how long fetched keys are used before they are fetched again; at least 5 s
   * @param askAgain the shortest time between two requests for an unknown key
   * @param away how long known keys hold while the issuer does not answer
   * @param tls whom to trust where the address begins with https
   * @param clock says when keys were fetched
   */
  IssuerKeys(
      URL address,
      Duration fresh,
      Duration askAgain,
      Duration away,
      TlsSettings tls,
      InstantSource clock) {
    this.issuer = new Watched(tls, clock);
    this.keys =
        new JWSVerificationKeySelector<>(
            ALGORITHMS,
            JWKSourceBuilder.<SecurityContext>create(address, issuer)
                .cache(fresh.toMillis(), CONNECT_MILLIS + READ_MILLIS)
                .refreshAheadCache(fresh.toMillis() / 5, true)
                .rateLimited(askAgain.toMillis())
                .outageTolerant(away.toMillis())
                .build());
  }

  /**
   * The keys that can have signed a token.
   *
   * @param issuedAt when the token says that it was made, read where that counts; null if it does
   *     not say so
   * @return empty if the issuer has none
   * @throws KeysUnavailableException if it has none that we know of, and cannot be asked
   */
  List<? extends Key> of(JWSHeader header, Supplier<Instant> issuedAt)
      throws KeysUnavailableException {
    try {
      List<? extends Key> candidates = keys.selectJWSKeys(header, null);
      return candidates.isEmpty() ? unknown(null) : candidates;
    } catch (RateLimitReachedException e) {
      // Whoever sends ids of keys that nobody has must not have a token of the issuer's next key
      // called bad: it may be newer than what was fetched.
      Instant issued = issuedAt.get();
      if (issued == null || !issued.plus(TokenVerifier.LEEWAY).isBefore(issuer.fetchedAt)) {
        throw new KeysUnavailableException(e);
      }
      return unknown(e);
    } catch (KeySourceException e) {
      throw new KeysUnavailableException(e);
    }
  }

  private List<Key> unknown(Exception cause) throws KeysUnavailableException {
    if (issuer.away) {
      throw new KeysUnavailableException(cause);
    }
    return List.of();
  }

  /** Notes whether the issuer has answered the last time that it was asked, and when it has. */
  private static final class Watched implements ResourceRetriever {
    private final ResourceRetriever http;
    private final InstantSource clock;
    private volatile boolean away;
    private volatile Instant fetchedAt = Instant.MIN;

    Watched(TlsSettings tls, InstantSource clock) {
      this.clock = clock;
      SSLSocketFactory sockets = tls.isEmpty() ? null : tls.context().getSocketFactory();
      http =
          new DefaultResourceRetriever(
              CONNECT_MILLIS, READ_MILLIS, LARGEST_DOCUMENT, true, sockets);
    }

    @Override
    public Resource retrieveResource(URL url) throws IOException {
      try {
        Instant asked = clock.instant();
        Resource resource = http.retrieveResource(url);
        fetchedAt = asked;
        away = false;
        return resource;
      } catch (IOException e) {
        away = true;
        throw e;
      }
    }
  }
}
