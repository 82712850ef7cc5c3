package dev.threeway.queryapi.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Verifies access tokens as RFC 8725 asks: algorithms by list, keys by the issuer alone, and exact
 * issuer, audience and kind. Thread-safe.
 */
public final class TokenVerifier {
  private static final int LONGEST = 8 * 1024;
  private static final int SESSION_BYTES = 8;

  /** How much the clocks of the issuer and of this machine may differ. */
  static final Duration LEEWAY = Duration.ofSeconds(30);

  private static final Set<String> TYPES = Set.of("jwt", "at+jwt");
  private static final Pattern KEY_ID = Pattern.compile("[A-Za-z0-9_.-]{1,128}");

  private final String issuer;
  private final String client;
  private final Set<String> parties;
  private final InstantSource clock;
  private final IssuerKeys keys;
  private final DefaultJWSVerifierFactory verifiers = new DefaultJWSVerifierFactory();

  /**
   * A verifier.
   *
   * @param issuer what {@code iss} has to be, to the letter
   * @param client what {@code aud} has to name, and the client whose roles count
   * @param parties the clients that tokens may have been issued to; empty for any
   * @param keys the issuer's keys
   */
  TokenVerifier(
      String issuer, String client, Set<String> parties, IssuerKeys keys, InstantSource clock) {
    this.issuer = issuer;
    this.client = client;
    this.parties = Set.copyOf(parties);
    this.clock = clock;
    this.keys = keys;
  }

  /** A verifier that asks for the issuer's keys when the first token comes. */
  public static TokenVerifier of(SecuritySettings settings, InstantSource clock) {
    return new TokenVerifier(
        settings.issuer(),
        settings.audience(),
        settings.clients(),
        new IssuerKeys(
            settings.keys(),
            settings.fresh(),
            settings.askAgain(),
            settings.away(),
            settings.tls(),
            clock),
        clock);
  }

  /** How it stands with the issuer's keys; may ask for them, which takes a few seconds at most. */
  public IssuerState issuer() {
    return keys.state();
  }

  /**
   * Verifies a token.
   *
   * @param token as it stands after {@code Bearer}
   * @throws TokenRejectedException if it gives no access
   * @throws KeysUnavailableException if that cannot be found out
   */
  public Caller verify(String token) throws TokenRejectedException, KeysUnavailableException {
    if (token.length() > LONGEST) {
      throw new TokenRejectedException(TokenFault.TOO_LONG);
    }
    SignedJWT jwt = parse(token);
    check(jwt.getHeader());
    checkSignature(jwt);
    try {
      return caller(jwt.getJWTClaimsSet());
    } catch (ParseException e) {
      throw new TokenRejectedException(TokenFault.MALFORMED, e);
    }
  }

  private static SignedJWT parse(String token) throws TokenRejectedException {
    try {
      return SignedJWT.parse(token);
    } catch (ParseException | IllegalArgumentException e) {
      throw new TokenRejectedException(TokenFault.MALFORMED, e);
    }
  }

  private static void check(JWSHeader header) throws TokenRejectedException {
    if (!IssuerKeys.ALGORITHMS.contains(header.getAlgorithm())) {
      throw new TokenRejectedException(TokenFault.ALGORITHM);
    }
    boolean bringsKey =
        header.getJWK() != null
            || header.getJWKURL() != null
            || header.getX509CertURL() != null
            || header.getX509CertChain() != null;
    boolean extended = header.getCriticalParams() != null || !header.isBase64URLEncodePayload();
    boolean otherType =
        header.getType() != null
            && !TYPES.contains(header.getType().toString().toLowerCase(Locale.ROOT));
    if (bringsKey || extended || otherType) {
      throw new TokenRejectedException(TokenFault.HEADER);
    }
    if (header.getKeyID() == null || !KEY_ID.matcher(header.getKeyID()).matches()) {
      throw new TokenRejectedException(TokenFault.UNKNOWN_KEY);
    }
  }

  private void checkSignature(SignedJWT jwt)
      throws TokenRejectedException, KeysUnavailableException {
    List<? extends Key> candidates = keys.of(jwt.getHeader(), () -> issuedAt(jwt));
    if (candidates.isEmpty()) {
      throw new TokenRejectedException(TokenFault.UNKNOWN_KEY);
    }
    try {
      for (Key key : candidates) {
        if (jwt.verify(verifiers.createJWSVerifier(jwt.getHeader(), key))) {
          return;
        }
      }
    } catch (JOSEException e) {
      throw new TokenRejectedException(TokenFault.SIGNATURE, e);
    }
    throw new TokenRejectedException(TokenFault.SIGNATURE);
  }

  /** What is not verified yet decides of nothing but how a refusal is called. */
  private static Instant issuedAt(SignedJWT jwt) {
    try {
      Date issued = jwt.getJWTClaimsSet().getIssueTime();
      return issued == null ? null : issued.toInstant();
    } catch (ParseException noClaims) {
      return Instant.MIN;
    }
  }

  private Caller caller(JWTClaimsSet claims) throws TokenRejectedException, ParseException {
    if (!issuer.equals(claims.getIssuer())) {
      throw new TokenRejectedException(TokenFault.ISSUER);
    }
    if (!claims.getAudience().contains(client)) {
      throw new TokenRejectedException(TokenFault.AUDIENCE);
    }
    if (!isForKnownParty(claims)) {
      throw new TokenRejectedException(TokenFault.PARTY);
    }
    // Keycloak writes here what the token is for: ID and Refresh are the others.
    if (!"Bearer".equals(claims.getStringClaim("typ"))) {
      throw new TokenRejectedException(TokenFault.NOT_ACCESS);
    }
    if (claims.getSubject() == null
        || claims.getSubject().isEmpty()
        || claims.getExpirationTime() == null) {
      throw new TokenRejectedException(TokenFault.INCOMPLETE);
    }
    Instant now = clock.instant();
    if (!claims.getExpirationTime().toInstant().plus(LEEWAY).isAfter(now)) {
      throw new TokenRejectedException(TokenFault.EXPIRED);
    }
    if (isAhead(claims.getNotBeforeTime(), now) || isAhead(claims.getIssueTime(), now)) {
      throw new TokenRejectedException(TokenFault.NOT_YET_VALID);
    }
    String name = claims.getStringClaim("preferred_username");
    return new Caller(
        claims.getSubject(),
        name == null ? claims.getSubject() : name,
        roles(claims),
        claims.getExpirationTime().toInstant(),
        session(claims));
  }

  /**
   * An issuer may put our name into the tokens of clients that nobody has told us of. Keycloak
   * names the client {@code azp}, RFC 9068 {@code client_id}; neither may contradict the other.
   */
  private boolean isForKnownParty(JWTClaimsSet claims) throws ParseException {
    if (parties.isEmpty()) {
      return true;
    }
    String authorized = claims.getStringClaim("azp");
    String named = claims.getStringClaim("client_id");
    boolean known = authorized != null || named != null;
    return known
        && (authorized == null || parties.contains(authorized))
        && (named == null || parties.contains(named));
  }

  /** A short name of the session, or else of the token, from which neither can be told. */
  private static String session(JWTClaimsSet claims) throws ParseException {
    String session = claims.getStringClaim("sid");
    if (session == null) {
      session =
          claims.getJWTID() == null
              ? claims.getSubject() + claims.getIssueTime()
              : claims.getJWTID();
    }
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(session.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, SESSION_BYTES);
    } catch (NoSuchAlgorithmException inNoJava) {
      throw new IllegalStateException(inNoJava);
    }
  }

  private static boolean isAhead(Date time, Instant now) {
    return time != null && time.toInstant().minus(LEEWAY).isAfter(now);
  }

  /** Roles of the realm, of other clients or at any other place in the token are nothing to us. */
  private Set<Role> roles(JWTClaimsSet claims) throws ParseException {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    Map<String, Object> access = claims.getJSONObjectClaim("resource_access");
    if (access != null
        && access.get(client) instanceof Map<?, ?> ours
        && ours.get("roles") instanceof List<?> names) {
      for (Object name : names) {
        if (name instanceof String id) {
          Role.of(id).ifPresent(roles::add);
        }
      }
    }
    return roles;
  }
}
