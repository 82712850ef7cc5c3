package dev.threeway.queryapi.security;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import dev.threeway.schemas.tls.TlsSettings;
import java.net.URL;
import java.security.Key;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The public keys of the token issuer: cached, fetched again before they grow old, asked for twice
 * in a while at most for key ids that nobody knows, and good for a stated time while the issuer is
 * away. Thread-safe.
 */
final class IssuerKeys {
  static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256, JWSAlgorithm.ES256);

  private final WatchedIssuer issuer;
  private final JWKSource<SecurityContext> source;
  private final JWSVerificationKeySelector<SecurityContext> keys;

  /**
   * The keys at an address.
   *
   * @param fresh how long fetched keys are used before they are fetched again; at least 5 s
   * @param askAgain the shortest time between two requests for an unknown key
   * @param away how long known keys hold while the issuer does not answer
   * @param tls whom to trust where the address begins with https
   * @param clock of when keys were fetched, and of what {@link #state} says
   */
  IssuerKeys(
      URL address,
      Duration fresh,
      Duration askAgain,
      Duration away,
      TlsSettings tls,
      InstantSource clock) {
    this.issuer = new WatchedIssuer(tls, clock);
    this.source =
        JWKSourceBuilder.<SecurityContext>create(address, issuer)
            .cache(fresh.toMillis(), WatchedIssuer.PATIENCE.toMillis())
            .refreshAheadCache(fresh.toMillis() / 5, true)
            .rateLimited(askAgain.toMillis())
            .outageTolerant(away.toMillis())
            .build();
    this.keys = new JWSVerificationKeySelector<>(ALGORITHMS, source);
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
      if (issued == null
          || !issued.plus(TokenVerifier.LEEWAY).isBefore(issuer.fetchedAt().orElse(Instant.MIN))) {
        throw new KeysUnavailableException(e);
      }
      return unknown(e);
    } catch (KeySourceException e) {
      throw new KeysUnavailableException(e);
    }
  }

  /** How it stands with the keys; fetches them first where a token would have them fetched. */
  IssuerState state() {
    int usable;
    try {
      usable = source.get(new JWKSelector(new JWKMatcher.Builder().build()), null).size();
    } catch (KeySourceException none) {
      usable = 0;
    }
    return new IssuerState(
        usable, issuer.fetchedAt(), issuer.lastFailure(), issuer.isAway(), issuer.now());
  }

  private List<Key> unknown(Exception cause) throws KeysUnavailableException {
    if (issuer.isAway()) {
      throw new KeysUnavailableException(cause);
    }
    return List.of();
  }
}
