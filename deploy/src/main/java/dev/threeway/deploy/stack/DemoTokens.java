package dev.threeway.deploy.stack;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** Access tokens for the users of the demonstration's realm, who have known passwords. */
public final class DemoTokens {
  /** The users, each with the role of the same name. */
  public static final List<String> USERS = List.of("viewer", "operator", "auditor", "admin");

  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client;
  private final URI address;

  /** Tokens of the Keycloak at these addresses. */
  public DemoTokens(Addresses addresses) {
    client = addresses.transport().http();
    address = URI.create(addresses.issuer() + "/protocol/openid-connect/token");
  }

  /**
   * A token.
   *
   * @param user one of {@link #USERS}
   * @throws IOException if Keycloak does not answer, or refuses
   */
  public String of(String user) throws IOException {
    String form =
        "grant_type=password&client_id=recon-demo&username=%s&password=%s"
            .formatted(encode(user), encode(user + "-demo"));
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(TIMEOUT)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
    try {
      HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
      if (response.statusCode() != 200) {
        throw new IOException(
            "Keycloak gives no token to %s: status %d; its users are %s"
                .formatted(user, response.statusCode(), String.join(", ", USERS)));
      }
      return JSON.readTree(response.body()).path("access_token").asText();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
