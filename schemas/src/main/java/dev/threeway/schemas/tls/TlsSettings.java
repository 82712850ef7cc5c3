package dev.threeway.schemas.tls;

import java.net.http.HttpClient;
import java.nio.file.Path;
import java.security.KeyStoreException;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;

/**
 * Who we are on TLS connections and whom we trust, by Kafka's names: {@code
 * ssl.truststore.location}, {@code ssl.keystore.type} and so on, with PEM files, PKCS12 or JKS
 * stores. One notation for all connections, whatever is spoken on them. Immutable; equal for equal
 * settings, and shown without them.
 */
public final class TlsSettings {
  /** Nothing is set: the authorities that Java trusts, and no identity. */
  public static final TlsSettings NONE = new TlsSettings(Map.of());

  private static final ConfigDef DEFINITION = new ConfigDef().withClientSslSupport();
  private static final String PEM = DefaultSslEngineFactory.PEM_TYPE;

  private final Map<String, Object> given;

  private TlsSettings(Map<String, Object> given) {
    this.given = Collections.unmodifiableMap(given);
  }

  /**
   * The settings of TLS among others.
   *
   * @param settings by their names; those that are not about TLS are not looked at
   */
  public static TlsSettings among(Map<String, ?> settings) {
    Map<String, Object> given = new HashMap<>();
    for (String name : DEFINITION.names()) {
      if (settings.get(name) != null) {
        given.put(name, settings.get(name));
      }
    }
    return given.isEmpty() ? NONE : new TlsSettings(given);
  }

  /** Trusts the authorities in a PEM file alone. */
  public static TlsSettings trusting(Path authorities) {
    return NONE.trustingInstead(authorities);
  }

  /** The same with trust in the authorities in a PEM file alone. */
  public TlsSettings trustingInstead(Path authorities) {
    return with(SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG, authorities.toString())
        .with(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, PEM);
  }

  /** The same with the identity in a PEM file: a private key, not encrypted, and its chain. */
  public TlsSettings identifiedBy(Path keyAndCertificates) {
    return with(SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG, keyAndCertificates.toString())
        .with(SslConfigs.SSL_KEYSTORE_TYPE_CONFIG, PEM);
  }

  /** The same with the identity in a PKCS12 store, key and store under one password. */
  public TlsSettings identifiedBy(Path store, String password) {
    return with(SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG, store.toString())
        .with(SslConfigs.SSL_KEYSTORE_TYPE_CONFIG, "PKCS12")
        .with(SslConfigs.SSL_KEYSTORE_PASSWORD_CONFIG, password)
        .with(SslConfigs.SSL_KEY_PASSWORD_CONFIG, password);
  }

  private TlsSettings with(String name, String value) {
    Map<String, Object> more = new HashMap<>(given);
    more.put(name, value);
    return new TlsSettings(more);
  }

  /** Whether nothing is set. */
  public boolean isEmpty() {
    return given.isEmpty();
  }

  /**
   * What makes connections by these settings, TLS 1.2 and later.
   *
   * @throws org.apache.kafka.common.KafkaException naming the file that cannot be used
   */
  public SSLContext context() {
    return factory().sslContext();
  }

  /** Has a client make its connections by these settings, if any are set. */
  public HttpClient.Builder applyTo(HttpClient.Builder client) {
    return isEmpty() ? client : client.sslContext(context());
  }

  /**
   * The certificate that shows who we are.
   *
   * @return empty without an identity
   * @throws org.apache.kafka.common.KafkaException naming the file that cannot be used
   */
  public Optional<X509Certificate> certificate() {
    var store = factory().keystore();
    if (store == null) {
      return Optional.empty();
    }
    try {
      for (String alias : Collections.list(store.aliases())) {
        if (store.isKeyEntry(alias) && store.getCertificate(alias) instanceof X509Certificate own) {
          return Optional.of(own);
        }
      }
      return Optional.empty();
    } catch (KeyStoreException notLoaded) {
      throw new IllegalStateException(notLoaded);
    }
  }

  private DefaultSslEngineFactory factory() {
    DefaultSslEngineFactory factory = new DefaultSslEngineFactory();
    factory.configure(new AbstractConfig(DEFINITION, given, false).values());
    return factory;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TlsSettings same && given.equals(same.given);
  }

  @Override
  public int hashCode() {
    return given.hashCode();
  }

  /** Names what is set; the values may be passwords. */
  @Override
  public String toString() {
    return "TlsSettings" + given.keySet();
  }
}
