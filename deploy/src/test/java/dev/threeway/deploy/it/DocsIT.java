package dev.threeway.deploy.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.threeway.deploy.stack.LocalStack;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The contract as a reader uses it: on its page, and by sending its examples. */
@ExtendWith(SharedStack.class)
class DocsIT {
  private static final Path BROWSER = Path.of("/usr/bin/chromium");
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int MINUTES_FOR_THE_BROWSER = 3;

  private final HttpClient http = HttpClient.newHttpClient();

  @TempDir Path temporary;

  @Test
  void everyExampleIsAnsweredWithItsDocumentedStatus(LocalStack stack) throws Exception {
    // An engine is ready a moment before it has all its partitions.
    String whole = stack.addresses().apiUrl() + "/api/v1/control-totals?strict=true";
    Awaitility.await().atMost(PATIENCE).until(() -> status(whole) == 200);
    JsonNode contract = contract(stack);
    Map<String, Integer> expected = new LinkedHashMap<>();
    Map<String, Integer> answered = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> path : contract.get("paths").properties()) {
      JsonNode operation = path.getValue().path("get");
      if (operation.isMissingNode()) {
        continue;
      }
      String server =
          path.getValue().has("servers")
              ? stack.addresses().metricsUrl().replace("/metrics", "")
              : stack.addresses().apiUrl();
      for (String request : examples(contract, path.getKey(), operation)) {
        expected.put(request, operation.path("x-example-status").asInt(200));
        answered.put(request, status(server + request));
      }
    }

    assertThat(expected).hasSizeGreaterThan(contract.get("paths").size());
    assertThat(answered).isEqualTo(expected);
  }

  @Test
  void theSystemHealthNamesEveryRealPart(LocalStack stack) throws Exception {
    URI uri = URI.create(stack.addresses().apiUrl() + "/api/v1/admin/system-health");
    HttpResponse<String> response =
        http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    JsonNode health = new YAMLMapper().readTree(response.body());

    assertThat(health.get("status").asText()).as(response.body()).isEqualTo("UP");
    Map<String, Integer> items = new LinkedHashMap<>();
    for (JsonNode part : health.get("parts")) {
      // Nobody signs in here.
      assertThat(part.get("status").asText())
          .as("%s", part)
          .isEqualTo(part.get("part").asText().equals("issuer") ? "NOT_CONFIGURED" : "UP");
      items.put(part.get("part").asText(), part.get("items").size());
    }
    // Two stream threads, one broker, one address of the registry, three connectors and their
    // tasks.
    assertThat(items)
        .containsEntry("engine", 2)
        .containsEntry("brokers", 1)
        .containsEntry("registry", 1)
        .containsEntry("connect", 6);
  }

  @Test
  void thePageListsEveryRouteInABrowser(LocalStack stack) throws Exception {
    assumeTrue(
        Files.isExecutable(BROWSER), BROWSER + " is not there: apt-get install chromium brings it");
    Path page = temporary.resolve("page.html");
    Path console = temporary.resolve("console.txt");
    Process browser =
        new ProcessBuilder(
                BROWSER.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + temporary.resolve("profile"),
                "--enable-logging=stderr",
                "--virtual-time-budget=60000",
                "--dump-dom",
                stack.addresses().apiUrl() + "/docs")
            .redirectOutput(page.toFile())
            .redirectError(console.toFile())
            .start();
    try {
      assertThat(browser.waitFor(MINUTES_FOR_THE_BROWSER, TimeUnit.MINUTES)).isTrue();
    } finally {
      browser.destroyForcibly();
    }

    String shown = Files.readString(page);
    for (Map.Entry<String, JsonNode> path : contract(stack).get("paths").properties()) {
      assertThat(shown).contains("data-path=\"" + path.getKey() + "\"");
    }
    assertThat(Files.readString(console)).doesNotContain("Content Security Policy", "Refused to");
  }

  /** The plain request of an operation, and one more for each example of an optional parameter. */
  private static List<String> examples(JsonNode contract, String path, JsonNode operation) {
    String plain = path;
    List<String> queries = new ArrayList<>();
    for (JsonNode given : operation.path("parameters")) {
      JsonNode parameter =
          given.has("$ref") ? contract.at(given.get("$ref").asText().substring(1)) : given;
      String name = parameter.get("name").asText();
      if (parameter.get("in").asText().equals("path")) {
        assertThat(parameter.has("example")).as("%s of %s has an example", name, path).isTrue();
        plain = plain.replace("{" + name + "}", value(parameter.get("example")));
      } else if (parameter.has("example") && parameter.get("in").asText().equals("query")) {
        queries.add(name + "=" + value(parameter.get("example")));
      }
    }
    List<String> requests = new ArrayList<>(List.of(plain));
    for (String query : queries) {
      requests.add(plain + "?" + query);
    }
    return requests;
  }

  /** The status alone: a stream has no end. */
  private int status(String url) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE).build();
    HttpResponse<InputStream> response =
        http.send(request, HttpResponse.BodyHandlers.ofInputStream());
    response.body().close();
    return response.statusCode();
  }

  private JsonNode contract(LocalStack stack) throws Exception {
    URI uri = URI.create(stack.addresses().apiUrl() + "/openapi.yaml");
    return new YAMLMapper()
        .readTree(
            http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                .body());
  }

  /** An example as it stands in an address; a list is separated by commas. */
  private static String value(JsonNode example) {
    if (!example.isArray()) {
      return encode(example.asText());
    }
    List<String> items = new ArrayList<>();
    example.forEach(item -> items.add(encode(item.asText())));
    return String.join(",", items);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
