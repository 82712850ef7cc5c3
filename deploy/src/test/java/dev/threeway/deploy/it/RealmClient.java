package dev.threeway.deploy.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/**
 * What applications ask a realm of Keycloak.
 *
 * @param issuer the realm's address
 */
record RealmClient(String issuer) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  /**
   * Tokens for a name and a password.
   *
   * @throws IOException with Keycloak's answer if it refuses
   */
  JsonNode grant(String client, String user, String password)
      throws IOException, InterruptedException {
    HttpResponse<String> response =
        token(
            "grant_type=password&client_id=%s&username=%s&password=%s&scope=openid"
                .formatted(client, user, password));
    if (response.statusCode() != 200) {
      throw new IOException(response.body());
    }
    return JSON.readTree(response.body());
  }

  /** What the endpoint of tokens says to a form. */
  HttpResponse<String> token(String form) throws IOException, InterruptedException {
    return CLIENT.send(
        HttpRequest.newBuilder(URI.create(issuer + "/protocol/openid-connect/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /**
   * What a browser gets that the dashboard sends to sign in.
   *
   * @param more parameters, with an ampersand in front
   */
  HttpResponse<String> authorize(String redirect, String more)
      throws IOException, InterruptedException {
    URI address =
        URI.create(
            "%s/protocol/openid-connect/auth?client_id=reconciliation-dashboard&response_type=code&scope=openid&redirect_uri=%s%s"
                .formatted(issuer, URLEncoder.encode(redirect, StandardCharsets.UTF_8), more));
    return CLIENT.send(
        HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
  }
}
