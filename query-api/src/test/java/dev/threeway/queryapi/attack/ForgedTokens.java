package dev.threeway.queryapi.attack;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64;
import com.nimbusds.jose.util.Base64URL;
import java.net.URI;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tokens that are made of a good one by somebody who has only what everybody has: the token of a
 * viewer, and the issuer's public key.
 */
public final class ForgedTokens {
  private static final String RULES = "/api/v1/admin/rules";

  private final Attacks attacks;
  private final JWSObject good;
  private final RSAKey own;
  private final String claims;

  private ForgedTokens(Target target) {
    try {
      attacks = new Attacks("forged", target);
      good = JWSObject.parse(target.tokens().apply("viewer"));
      own = new RSAKeyGenerator(2048).keyID(good.getHeader().getKeyID()).generate();
      claims = good.getPayload().toString().replace("\"viewer\"", "\"admin\"");
    } catch (JOSEException | ParseException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The cases.
   *
   * @param issuer the public key that the viewer's token is signed with
   * @param elsewhere an address of the attacker's that gives the attacker's keys
   */
  public static List<Attack> of(Target target, RSAKey issuer, URI elsewhere) {
    ForgedTokens forged = new ForgedTokens(target);
    try {
      forged.unsigned();
      forged.bySecret(issuer);
      forged.withOwnKey(elsewhere);
      forged.byKeyId();
      forged.malformed();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
    return forged.attacks.list();
  }

  private void unsigned() {
    for (String none : List.of("none", "None", "NONE", "nOnE")) {
      refused("the algorithm " + none, encoded("{\"alg\":\"" + none + "\"}", claims) + ".");
    }
    refused(
        "the algorithm none with the key's id",
        encoded("{\"alg\":\"none\",\"kid\":\"%s\"}".formatted(own.getKeyID()), claims) + ".");
    String[] parts = good.serialize().split("\\.", -1);
    refused("the roles changed, the signature kept", parts[0] + "." + url(claims) + "." + parts[2]);
    refused("the signature left out", parts[0] + "." + url(claims) + ".");
    refused("the signature's part left out", parts[0] + "." + url(claims));
    refused("a signature of zeros", parts[0] + "." + url(claims) + "." + "A".repeat(342));
  }

  private void bySecret(RSAKey issuer) throws JOSEException {
    byte[] der = issuer.toRSAPublicKey().getEncoded();
    String pem =
        "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n"
            .formatted(java.util.Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der));
    refused("HS256 with the public key, DER", mac(der));
    refused("HS256 with the public key, PEM", mac(pem.getBytes(UTF_8)));
    refused(
        "HS256 with the public key, JWK", mac(issuer.toPublicJWK().toJSONString().getBytes(UTF_8)));
  }

  private String mac(byte[] secret) throws JOSEException {
    JWSObject token =
        new JWSObject(
            new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(own.getKeyID()).build(),
            new Payload(claims));
    token.sign(new MACSigner(secret));
    return token.serialize();
  }

  private void withOwnKey(URI elsewhere) throws JOSEException {
    refused("an own key under the issuer's id", signed(header()));
    refused("a key embedded as jwk", signed(header().jwk(own.toPublicJWK())));
    refused("an address of keys, jku", signed(header().jwkURL(elsewhere)));
    refused("an address of a certificate, x5u", signed(header().x509CertURL(elsewhere)));
    refused(
        "a certificate embedded as x5c",
        signed(header().x509CertChain(List.of(Base64.encode("certificate")))));
    refused(
        "a critical extension",
        signed(header().criticalParams(Set.of("roles")).customParam("roles", "admin")));
    refused(
        "content that is not encoded",
        encoded("{\"alg\":\"RS256\",\"kid\":\"x\",\"b64\":false,\"crit\":[\"b64\"]}", claims)
            + ".AA");
  }

  private void byKeyId() throws JOSEException {
    Map<String, String> ids =
        Map.of(
            "a file", "../../../../../../dev/null",
            "SQL", "x' UNION SELECT 'secret'--",
            "a command", "x|/usr/bin/id",
            "an address", "http://127.0.0.1:1/keys.json",
            "a line break", "x\r\nSet-Cookie: a=b",
            "nobody's key", "nobody-has-it");
    for (Map.Entry<String, String> id : new java.util.TreeMap<>(ids).entrySet()) {
      refused("a key id that is " + id.getKey(), signed(header().keyID(id.getValue())));
    }
    refused("no key id", signed(header().keyID(null)));
  }

  private void malformed() {
    String nested = "[".repeat(2_000) + "]".repeat(2_000);
    refused(
        "a header nested 2000 deep",
        encoded("{\"alg\":\"RS256\",\"kid\":\"x\",\"x\":%s}".formatted(nested), "{}") + ".AA");
    refused(
        "claims nested 2000 deep", encoded("{\"alg\":\"RS256\",\"kid\":\"x\"}", nested) + ".AA");
    refused(
        "an encrypted token",
        url("{\"alg\":\"dir\",\"enc\":\"A256GCM\"}")
            + ".."
            + url("iv")
            + "."
            + url(claims)
            + ".AA");
    refused("a token as a JSON object", "{\"payload\":\"e30\",\"signature\":\"AA\"}");
    refused("five dots", ".....");
    refused("text that is no token", "<script>alert(1)</script>");
  }

  private JWSHeader.Builder header() {
    return new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(own.getKeyID());
  }

  private String signed(JWSHeader.Builder header) throws JOSEException {
    JWSObject token = new JWSObject(header.build(), new Payload(claims));
    token.sign(new RSASSASigner(own, Set.of()));
    return token.serialize();
  }

  private void refused(String name, String token) {
    attacks.token(name, RULES, token, 401);
  }

  private static String encoded(String header, String payload) {
    return url(header) + "." + url(payload);
  }

  private static String url(String text) {
    return Base64URL.encode(text).toString();
  }
}
