package dev.threeway.deploy.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.threeway.deploy.stack.Addresses;
import dev.threeway.schemas.records.BreakState;
import dev.threeway.schemas.records.BreakType;
import dev.threeway.schemas.records.Resolution;
import dev.threeway.schemas.records.Source;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The breaks as the engine's API shows them. Thread-safe. */
public final class ApiBreaks {
  private static final int LIMIT = 500;
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client;
  private final String url;

  /** Asks the stack at these addresses. */
  public ApiBreaks(Addresses addresses) {
    client = addresses.transport().http();
    url = addresses.apiUrl() + "/api/v1";
  }

  /**
   * All breaks: the open ones from the list, and those of the given transactions one by one, which
   * also shows what is resolved.
   *
   * @param transactions whose breaks may be resolved
   */
  public List<FoundBreak> breaks(Collection<String> transactions) throws IOException {
    Map<String, FoundBreak> found = new LinkedHashMap<>();
    String cursor = "";
    while (cursor != null) {
      JsonNode page = get("/mismatches?strict=true&limit=%d%s".formatted(LIMIT, cursor));
      page.path("items").forEach(item -> add(item, found));
      cursor = page.has("next_cursor") ? "&cursor=" + page.path("next_cursor").asText() : null;
    }
    for (String txnId : transactions) {
      for (JsonNode one : transaction(txnId).map(group -> group.path("breaks")).orElse(none())) {
        add(one, found);
      }
    }
    return new ArrayList<>(found.values());
  }

  private static JsonNode none() {
    return JSON.createArrayNode();
  }

  private static void add(JsonNode item, Map<String, FoundBreak> found) {
    FoundBreak one =
        new FoundBreak(
            item.path("mismatch_id").asText(),
            item.path("version").asInt(),
            item.path("txn_id").asText(),
            BreakType.valueOf(item.path("type").asText()),
            item.has("missing_source")
                ? Source.valueOf(item.path("missing_source").asText())
                : null,
            BreakState.valueOf(item.path("state").asText()),
            item.has("resolution") ? Resolution.valueOf(item.path("resolution").asText()) : null);
    found.put(one.mismatchId(), one);
  }

  /** A transaction as the API shows it; empty if it does not know it. */
  public Optional<JsonNode> transaction(String txnId) throws IOException {
    HttpResponse<String> response =
        send("/transactions/" + URLEncoder.encode(txnId, StandardCharsets.UTF_8));
    return response.statusCode() == 404 ? Optional.empty() : Optional.of(read(response));
  }

  private JsonNode get(String path) throws IOException {
    return read(send(path));
  }

  private HttpResponse<String> send(String path) throws IOException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url + path)).timeout(TIMEOUT).build();
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static JsonNode read(HttpResponse<String> response) throws IOException {
    if (response.statusCode() != 200) {
      throw new IOException(
          "%s answers %d: %s"
              .formatted(
                  response.uri(),
                  response.statusCode(),
                  JSON.readTree(response.body()).path("detail").asText()));
    }
    return JSON.readTree(response.body());
  }
}
