package dev.threeway.queryapi.security;

import dev.threeway.schemas.tls.TlsSettings;
import java.net.URL;
import java.time.Duration;
import java.util.Set;

/**
 * Whose tokens are taken.
 *
 * @param issuer what {@code iss} has to be, to the letter
 * @param audience what {@code aud} has to name, and the client whose roles count
 * @param clients the clients that tokens may have been issued to; empty for any
 * @param keys where the issuer publishes its keys
 * @param fresh how long fetched keys are used before they are fetched again
 * @param askAgain the shortest time between two requests for an unknown key
 * @param away how long known keys hold while the issuer does not answer
 * @param tls whom to trust where the keys are behind https
 */
public record SecuritySettings(
    String issuer,
    String audience,
    Set<String> clients,
    URL keys,
    Duration fresh,
    Duration askAgain,
    Duration away,
    TlsSettings tls) {
  /** The set is copied. */
  public SecuritySettings {
    clients = Set.copyOf(clients);
  }
}
