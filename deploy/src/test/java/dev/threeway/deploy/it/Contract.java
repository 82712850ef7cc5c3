package dev.threeway.deploy.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Asks a running engine, and holds every answer against the contract that the engine serves. */
final class Contract {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonSchemaFactory SCHEMAS =
      JsonSchemaFactory.getInstance(VersionFlag.V202012);

  private final HttpClient client = HttpClient.newHttpClient();
  private final String apiUrl;
  private final JsonNode document;

  Contract(String apiUrl) throws IOException, InterruptedException {
    this.apiUrl = apiUrl;
    this.document = new YAMLMapper().readTree(send("/openapi.yaml").body());
  }

  /**
   * The answer to a GET.
   *
   * @param route the path of the contract that has to describe it
   */
  HttpResponse<String> get(String route, String pathAndQuery)
      throws IOException, InterruptedException {
    HttpResponse<String> response = send(pathAndQuery);
    String type =
        response.headers().firstValue("Content-Type").orElse("none").replaceAll(";.*", "");
    JsonNode schema =
        resolve(
                document
                    .path("paths")
                    .path(route)
                    .at("/get/responses")
                    .path(Integer.toString(response.statusCode())))
            .path("content")
            .path(type)
            .path("schema");
    assertThat(schema.isMissingNode())
        .as("%s documents %s for status %s", route, type, response.statusCode())
        .isFalse();
    if (type.endsWith("/json") || type.endsWith("+json")) {
      ObjectNode root = ((ObjectNode) schema).deepCopy();
      root.set("components", document.get("components"));
      assertThat(SCHEMAS.getSchema(root).validate(JSON.readTree(response.body())))
          .as("body against the contract: %s", response.body())
          .isEmpty();
    }
    return response;
  }

  JsonNode json(String route, String pathAndQuery) throws IOException, InterruptedException {
    HttpResponse<String> response = get(route, pathAndQuery);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return JSON.readTree(response.body());
  }

  private JsonNode resolve(JsonNode node) {
    return node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
  }

  private HttpResponse<String> send(String pathAndQuery) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create(apiUrl + pathAndQuery)).timeout(PATIENCE).build(),
        BodyHandlers.ofString());
  }
}
