package dev.threeway.queryapi.health;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.threeway.queryapi.health.PartHealth.Item;
import dev.threeway.queryapi.health.PartHealth.Status;
import dev.threeway.schemas.tls.TlsSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The schema registry, at each of its addresses; one that answers is enough. */
public final class RegistryCheck implements HealthCheck {
  private static final String PART = "registry";
  private static final String NAMESPACE = "schema.registry.";
  private static final String CREDENTIALS = "basic.auth.user.info";

  private final HttpAsk http;
  private final List<String> urls;
  private final Map<String, String> headers;

  /**
   * Looks at a registry.
   *
   * @param urls of its Confluent API, several by comma
   * @param properties serde settings by Confluent's names
   */
  public RegistryCheck(String urls, Map<String, String> properties) {
    this.http = new HttpAsk(TlsSettings.among(behind(NAMESPACE, properties)));
    this.urls = List.of(urls.split(",", -1));
    String credentials = properties.get(CREDENTIALS);
    this.headers =
        credentials == null
            ? Map.of()
            : Map.of(
                "Authorization",
                "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8)));
  }

  /** The settings whose names begin so, without that beginning. */
  private static Map<String, String> behind(String prefix, Map<String, String> properties) {
    return properties.entrySet().stream()
        .filter(setting -> setting.getKey().startsWith(prefix))
        .collect(
            Collectors.toMap(
                setting -> setting.getKey().substring(prefix.length()), Map.Entry::getValue));
  }

  @Override
  public String part() {
    return PART;
  }

  @Override
  public PartHealth look() throws InterruptedException {
    List<Item> addresses = new ArrayList<>();
    for (String url : urls) {
      addresses.add(look(url.trim()));
    }
    boolean up = addresses.stream().anyMatch(address -> address.status() == Status.UP);
    return new PartHealth(
        PART,
        up ? Status.UP : Status.DOWN,
        up ? "The registry answers." : "The registry does not answer.",
        addresses);
  }

  private Item look(String url) throws InterruptedException {
    try {
      int status = http.get(url.replaceFirst("/+$", "") + "/config", headers).statusCode();
      return new Item(url, status == 200 ? Status.UP : Status.DOWN, "Status " + status);
    } catch (IOException silent) {
      return new Item(url, Status.DOWN, "No answer");
    }
  }
}
