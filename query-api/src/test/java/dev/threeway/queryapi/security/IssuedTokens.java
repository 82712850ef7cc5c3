package dev.threeway.queryapi.security;

import static dev.threeway.queryapi.security.Tokens.claims;
import static dev.threeway.queryapi.security.Tokens.header;
import static dev.threeway.queryapi.security.Tokens.signed;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.threeway.queryapi.attack.Attack;
import dev.threeway.queryapi.attack.Attacks;
import dev.threeway.queryapi.attack.Target;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;

/** Tokens that the issuer itself has signed, for somebody else, another time or another use. */
public final class IssuedTokens {
  private static final String ME = "/api/v1/me";
  private static final String RULES = "/api/v1/admin/rules";
  private static final String ROLES = "resource_access";

  private final Attacks attacks;

  private IssuedTokens(Target target) {
    attacks = new Attacks("issued", target);
  }

  /** The cases against an API that trusts the issuer of {@link Tokens}. */
  public static List<Attack> of(Target target) {
    IssuedTokens issued = new IssuedTokens(target);
    issued.times();
    issued.uses();
    issued.algorithms();
    issued.roles();
    return issued.attacks.list();
  }

  private void times() {
    refused("expired an hour ago", claims().expirationTime(in(Duration.ofHours(-1))));
    refused("expired 31 s ago", claims().expirationTime(in(Duration.ofSeconds(-31))));
    refused("not valid for another minute", claims().notBeforeTime(in(Duration.ofMinutes(1))));
    refused("issued in an hour", claims().issueTime(in(Duration.ofHours(1))));
    refused("without an end", claims().expirationTime(null));
  }

  private void uses() {
    refused("of another issuer", claims().issuer("http://127.0.0.1:8180/realms/other"));
    refused("of an issuer with a slash more", claims().issuer(Tokens.ISSUER + "/"));
    refused("without an issuer", claims().issuer(null));
    refused("for another audience", claims().audience("account"));
    refused("for an audience like ours", claims().audience(Tokens.CLIENT + "-2"));
    refused(
        "for no audience, by our client",
        claims().audience((String) null).claim("azp", Tokens.CLIENT));
    refused("of another client, with our audience", claims().claim("azp", "another-app"));
    refused("of a client like ours", claims().claim("azp", Tokens.PARTY + " "));
    refused("of no client", claims().claim("azp", null));
    refused("of two clients", claims().claim("client_id", "another-app"));
    refused("of a list of clients", claims().claim("azp", List.of(Tokens.PARTY)));
    refused("an ID token", claims().claim("typ", "ID"));
    refused("a refresh token", claims().claim("typ", "Refresh"));
    refused("an offline token", claims().claim("typ", "Offline"));
    refused("a token of no kind", claims().claim("typ", null));
    refused("without a user", claims().subject(null));
    refused(
        "a logout token",
        signed(header().type(new JOSEObjectType("logout+jwt")), claims(), Tokens.RSA));
  }

  private void algorithms() {
    for (JWSAlgorithm algorithm :
        List.of(JWSAlgorithm.RS384, JWSAlgorithm.RS512, JWSAlgorithm.PS512)) {
      JWSHeader.Builder header = new JWSHeader.Builder(algorithm).keyID("rsa-1");
      refused("signed by " + algorithm, signed(header, claims(), Tokens.RSA));
    }
    String es =
        signed(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("ec-1"), claims(), Tokens.EC);
    String zeros = Base64URL.encode(new byte[64]).toString();
    refused("an ES256 signature of zeros", es.substring(0, es.lastIndexOf('.') + 1) + zeros);
    refused(
        "an RSA signature under the id of an EC key",
        signed(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("ec-1"), claims(), Tokens.RSA));
  }

  private void roles() {
    Map<String, Object> admin = Map.of("roles", List.of("admin"));
    for (String name :
        List.of("Admin", "ADMIN", "admin ", " admin", "ａdmin", "admin\u0000", "admin,viewer")) {
      role(
          "the role \"%s\"".formatted(name), Map.of(Tokens.CLIENT, Map.of("roles", List.of(name))));
    }
    role("admin of another client", Map.of("account", admin, "realm-management", admin));
    role("admin of a client with our name in capitals", Map.of("Reconciliation-API", admin));
    role("admin of a client with a space after our name", Map.of(Tokens.CLIENT + " ", admin));
    role("a role that is no list", Map.of(Tokens.CLIENT, Map.of("roles", "admin")));
    role(
        "a role inside a list in the list",
        Map.of(Tokens.CLIENT, Map.of("roles", List.of(List.of("admin")))));
    role(
        "a role as an object",
        Map.of(Tokens.CLIENT, Map.of("roles", List.of(Map.of("name", "admin")))));
    role(
        "roles one level deeper",
        Map.of(Tokens.CLIENT, Map.of("resource_access", Map.of(Tokens.CLIENT, admin))));
    role("a list for the client", Map.of(Tokens.CLIENT, List.of("admin")));
    attacks.token(
        "admin of the realm",
        RULES,
        signed(claims().claim(ROLES, null).claim("realm_access", admin)),
        403);
    attacks.token(
        "admin in claims of other names",
        RULES,
        signed(
            claims()
                .claim("roles", List.of("admin"))
                .claim("role", "admin")
                .claim("groups", List.of("/admin"))
                .claim("scope", "admin openid")
                .claim("authorities", List.of("ROLE_ADMIN"))),
        403);
  }

  private void role(String name, Map<String, Object> access) {
    attacks.token(name, RULES, signed(claims().claim(ROLES, access)), 403);
  }

  private void refused(String name, JWTClaimsSet.Builder claims) {
    refused(name, signed(claims));
  }

  private void refused(String name, String token) {
    attacks.token(name, ME, token, 401);
  }

  private static Date in(Duration time) {
    return Date.from(Tokens.NOW.plus(time));
  }
}
