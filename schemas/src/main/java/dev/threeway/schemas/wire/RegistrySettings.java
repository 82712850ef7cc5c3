package dev.threeway.schemas.wire;

import dev.threeway.schemas.tls.TlsSettings;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;

/**
 * How to reach a registry. Equal settings mean the same registry as seen by the same user.
 *
 * @param addresses tried in turn; never empty
 * @param maxRetries how many more rounds over all addresses a call makes
 * @param firstWait the longest pause before the first retry
 * @param longestWait the longest pause before any retry
 * @param connectTimeout for connecting to one address
 * @param readTimeout for one address to answer one request
 * @param callTimeout for a call with all its retries
 * @param tls for addresses that begin with https
 */
record RegistrySettings(
    List<Address> addresses,
    int maxRetries,
    Duration firstWait,
    Duration longestWait,
    Duration connectTimeout,
    Duration readTimeout,
    Duration callTimeout,
    TlsSettings tls) {

  /**
   * One address of the registry.
   *
   * @param base without user, query and trailing slash: it may be shown
   * @param authorization the header's value; never to be shown
   */
  record Address(String base, Optional<String> authorization) {
    @Override
    public String toString() {
      return base;
    }
  }

  static RegistrySettings of(AvroSerdeConfig config) {
    List<String> urls = config.getList(AvroSerdeConfig.REGISTRY_URL);
    if (urls.isEmpty()) {
      throw new ConfigException(
          AvroSerdeConfig.REGISTRY_URL + " is missing: give the address of the schema registry");
    }
    Optional<String> userInfo = userInfo(config);
    return new RegistrySettings(
        urls.stream().map(url -> address(url, userInfo)).toList(),
        config.getInt(AvroSerdeConfig.MAX_RETRIES),
        millis(config, AvroSerdeConfig.RETRIES_WAIT_MS),
        millis(config, AvroSerdeConfig.RETRIES_MAX_WAIT_MS),
        millis(config, AvroSerdeConfig.CONNECT_TIMEOUT_MS),
        millis(config, AvroSerdeConfig.READ_TIMEOUT_MS),
        millis(config, AvroSerdeConfig.CALL_TIMEOUT_MS),
        config.tls());
  }

  private static Duration millis(AvroSerdeConfig config, String name) {
    return Duration.ofMillis(config.getLong(name));
  }

  /** The configured user; empty where each address brings its own. */
  private static Optional<String> userInfo(AvroSerdeConfig config) {
    if (!config.getString(AvroSerdeConfig.BASIC_AUTH_CREDENTIALS_SOURCE).equals("USER_INFO")) {
      return Optional.empty();
    }
    String userInfo = config.getPassword(AvroSerdeConfig.BASIC_AUTH_USER_INFO).value();
    if (!userInfo.contains(":")) {
      throw new ConfigException(
          AvroSerdeConfig.BASIC_AUTH_USER_INFO
              + " has to be user:password when "
              + AvroSerdeConfig.BASIC_AUTH_CREDENTIALS_SOURCE
              + "=USER_INFO");
    }
    return Optional.of(userInfo);
  }

  private static Address address(String url, Optional<String> userInfo) {
    URI uri = parse(url);
    Optional<String> user = userInfo.or(() -> Optional.ofNullable(uri.getUserInfo()));
    String path = uri.getRawPath() == null ? "" : uri.getRawPath().replaceAll("/+$", "");
    String host = uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
    return new Address(
        uri.getScheme() + "://" + host + path, user.map(RegistrySettings::basicAuthorization));
  }

  private static URI parse(String url) {
    try {
      URI uri = new URI(url.strip());
      boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (http && uri.getHost() != null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // The message of the exception would show a password in the address.
    }
    throw new ConfigException(
        AvroSerdeConfig.REGISTRY_URL
            + ": '"
            + url.replaceAll("//[^/@]*@", "//")
            + "' is no address like http://host:port/path");
  }

  private static String basicAuthorization(String userInfo) {
    byte[] bytes = userInfo.getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(bytes);
  }
}
