package dev.threeway.queryapi.app;

import dev.threeway.queryapi.security.SecuritySettings;
import dev.threeway.queryapi.security.TokenVerifier;
import dev.threeway.schemas.tls.TlsSettings;
import dev.threeway.topology.app.EngineConfig.DurationConverter;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.net.InetAddress;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.spi.Converter;

/** Whose tokens the API takes, {@code threeway.security.*}; without an issuer it asks for none. */
@ConfigMapping(prefix = "threeway.security")
public interface SecurityConfig {
  /** The issuer of tokens, as it stands in them. */
  @WithConverter(AddressConverter.class)
  Optional<URI> issuer();

  /** Whom tokens have to be meant for, and the client whose roles count. */
  @WithDefault("reconciliation-api")
  String audience();

  /** The clients that tokens may have been issued to, by comma; any if not set. */
  Optional<Set<@WithConverter(ClientConverter.class) String>> clients();

  /** Where the issuer publishes its keys, if that is not where Keycloak does. */
  @WithConverter(AddressConverter.class)
  Optional<URI> keysUrl();

  /** How long fetched keys are used before they are fetched again. */
  @WithDefault("5m")
  @WithConverter(FreshConverter.class)
  Duration keysFresh();

  /** The shortest time between two requests for a key that is not known. */
  @WithDefault("10s")
  @WithConverter(DurationConverter.class)
  Duration keysAskAgain();

  /** How long known keys hold while the issuer does not answer. */
  @WithDefault("1h")
  @WithConverter(DurationConverter.class)
  Duration keysAway();

  /** A PEM file with the authorities that vouch for the keys' address, if Java's own do not. */
  Optional<Path> authorities();

  /** What tells from tokens who is asking; empty if nobody is asked for one. */
  default Optional<TokenVerifier> verifier(InstantSource clock) {
    return issuer()
        .map(
            issuer -> {
              URI keys =
                  keysUrl().orElseGet(() -> URI.create(issuer + "/protocol/openid-connect/certs"));
              try {
                return TokenVerifier.of(
                    new SecuritySettings(
                        issuer.toString(),
                        audience(),
                        clients().orElse(Set.of()),
                        keys.toURL(),
                        keysFresh(),
                        keysAskAgain(),
                        keysAway(),
                        authorities().map(TlsSettings::trusting).orElse(TlsSettings.NONE)),
                    clock);
              } catch (MalformedURLException impossible) {
                throw new IllegalStateException(impossible);
              }
            });
  }

  /**
   * Refuses to let everybody in from everywhere.
   *
   * @throws SettingsException if no token is asked for at an address that others can reach
   */
  default void refuseOpenDoor(String host) {
    if (issuer().isEmpty() && !isLoopback(host)) {
      throw new SettingsException(
          ("threeway.http.host is \"%s\" and threeway.security.issuer is not set: an API that asks"
                  + " nobody for a token listens on loopback alone; name the issuer, or listen on"
                  + " 127.0.0.1")
              .formatted(host));
    }
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException nobodyKnows) {
      return false;
    }
  }

  /** Reads how long keys are used. */
  final class FreshConverter implements Converter<Duration> {
    private static final Duration SHORTEST = Duration.ofSeconds(10);

    @Override
    public Duration convert(String value) {
      Duration fresh = new DurationConverter().convert(value);
      if (fresh.compareTo(SHORTEST) < 0) {
        throw new IllegalArgumentException("too short: " + value);
      }
      return fresh;
    }
  }

  /** Reads the name of a client. */
  final class ClientConverter implements Converter<String> {
    @Override
    public String convert(String value) {
      String name = value.strip();
      if (name.isEmpty()) {
        throw new IllegalArgumentException("no name");
      }
      return name;
    }
  }

  /** Reads an address that nobody on the way can change: https, or http on this machine. */
  final class AddressConverter implements Converter<URI> {
    @Override
    public URI convert(String value) {
      URI address = URI.create(value);
      boolean local = "http".equals(address.getScheme()) && isLoopback(host(address));
      if (!local && !("https".equals(address.getScheme()) && address.getHost() != null)) {
        throw new IllegalArgumentException("not an address to trust: " + value);
      }
      return address;
    }

    /** A name would be looked up on the network. */
    private static String host(URI address) {
      String host = String.valueOf(address.getHost());
      return host.equals("localhost") || host.matches("[0-9.]+|\\[[0-9a-fA-F:]+\\]") ? host : "::";
    }
  }
}
