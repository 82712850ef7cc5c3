package dev.threeway.queryapi.health;

import dev.threeway.schemas.tls.TlsSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/** Asks a part that speaks HTTP. Thread-safe. */
final class HttpAsk {
  private static final Duration PATIENCE = Duration.ofMillis(2_500);

  private final HttpClient client;

  /**
   * Asks over TLS where the address begins with https.
   *
   * @param tls whom to trust, and who we are
   */
  HttpAsk(TlsSettings tls) {
    client =
        tls.applyTo(HttpClient.newBuilder())
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
  }

  HttpResponse<String> get(String url, Map<String, String> headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE).header("Accept", "*/*");
    headers.forEach(request::header);
    return client.send(request.build(), BodyHandlers.ofString());
  }
}
