package dev.threeway.queryapi.app;

import dev.threeway.queryapi.app.HttpConfig.PortConverter;
import dev.threeway.queryapi.http.HttpTls;
import dev.threeway.schemas.tls.TlsSettings;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.common.KafkaException;

/**
 * TLS of both ports and between instances, {@code threeway.http.tls.*}; without a key store none.
 */
@ConfigMapping(prefix = "threeway.http.tls")
public interface HttpTlsConfig {
  /** A PEM file with the key and its certificates, or a PKCS12 store if it has a password. */
  Optional<Path> keyStore();

  /** A file that holds the password of a PKCS12 store. */
  Optional<Path> keyStorePasswordFile();

  /** A PEM file with the authorities that vouch for other instances. */
  Optional<Path> trustStore();

  /** A port without TLS that redirects to the one with it; none if not set. */
  @WithConverter(PortConverter.class)
  Optional<Integer> redirectPort();

  /**
   * Who this instance is on TLS connections, and whom it takes for another instance.
   *
   * @return nothing set if there is no key store
   * @throws SettingsException if one of the settings needs another one
   */
  default TlsSettings settings() {
    if (keyStore().isEmpty()) {
      if (trustStore().isPresent() || redirectPort().isPresent()) {
        throw new SettingsException(
            "threeway.http.tls.key-store is not set, and without it there is no TLS: name a PEM file"
                + " with the private key and its certificates");
      }
      return TlsSettings.NONE;
    }
    TlsSettings trust =
        TlsSettings.trusting(
            trustStore()
                .orElseThrow(
                    () ->
                        new SettingsException(
                            "threeway.http.tls.trust-store is not set: name a PEM file with the"
                                + " authorities that vouch for other instances")));
    return keyStorePasswordFile()
        .map(
            file ->
                trust.identifiedBy(keyStore().get(), PasswordFile.read(KEY_PASSWORD_FILE, file)))
        .orElseGet(() -> trust.identifiedBy(keyStore().get()));
  }

  /**
   * TLS of the servers.
   *
   * @return empty without a key store
   * @throws SettingsException if a file cannot be used
   */
  default Optional<HttpTls> encryption() {
    TlsSettings settings = settings();
    if (settings.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          HttpTls.of(settings, redirectPort().map(OptionalInt::of).orElse(OptionalInt.empty())));
    } catch (KafkaException | IllegalArgumentException unusable) {
      throw new SettingsException(
          "threeway.http.tls.key-store \"%s\" and threeway.http.tls.trust-store \"%s\" cannot be used: %s"
              .formatted(keyStore().get(), trustStore().get(), innermost(unusable).getMessage()));
    }
  }

  /** The setting that names the file with the password. */
  String KEY_PASSWORD_FILE = "threeway.http.tls.key-store-password-file";

  private static Throwable innermost(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }
}
