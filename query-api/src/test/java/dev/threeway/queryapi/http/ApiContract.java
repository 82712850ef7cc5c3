package dev.threeway.queryapi.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The OpenAPI document, as the tests hold responses against it. */
final class ApiContract {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonSchemaFactory SCHEMAS =
      JsonSchemaFactory.getInstance(VersionFlag.V202012);

  private static final String SERVERS = "servers";

  private final JsonNode document;

  ApiContract() {
    try (InputStream yaml = ApiContract.class.getResourceAsStream("/openapi.yaml")) {
      document = new YAMLMapper().readTree(yaml);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Every operation as {@code GET /path}. */
  Set<String> operations() {
    Set<String> operations = new TreeSet<>();
    document
        .get("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(
                        method -> {
                          if (!method.equals(SERVERS)) {
                            operations.add(
                                method.toUpperCase(java.util.Locale.ROOT) + " " + path.getKey());
                          }
                        }));
    return operations;
  }

  /** The parameters of a route's GET. */
  List<JsonNode> parameters(String route) {
    List<JsonNode> parameters = new ArrayList<>();
    document
        .at("/paths")
        .path(route)
        .at("/get/parameters")
        .forEach(parameter -> parameters.add(resolve(parameter)));
    return parameters;
  }

  /** The schema of a parameter. */
  JsonNode schema(JsonNode parameter) {
    return resolve(parameter.get("schema"));
  }

  /** Fails unless the document describes a response of this status, type and body. */
  void check(String method, String route, HttpResponse<String> response) throws IOException {
    JsonNode responses =
        document
            .at("/paths")
            .path(route)
            .path(method.toLowerCase(java.util.Locale.ROOT))
            .path("responses");
    String status = Integer.toString(response.statusCode());
    JsonNode described = responses.has(status) ? responses.get(status) : responses.get("default");
    assertThat(described).as("%s documents status %s", route, status).isNotNull();
    JsonNode resolved = resolve(described);
    for (Iterator<String> names = resolved.path("headers").fieldNames(); names.hasNext(); ) {
      String name = names.next();
      assertThat(response.headers().firstValue(name)).as("header %s", name).isPresent();
    }
    if (!resolved.has("content")) {
      assertThat(response.body()).as("%s has no content for status %s", route, status).isEmpty();
      return;
    }
    String type = mediaType(response);
    JsonNode schema = resolved.path("content").path(type).path("schema");
    assertThat(schema.isMissingNode())
        .as("%s documents %s for status %s", route, type, status)
        .isFalse();
    if (type.endsWith("json")) {
      checkJson(schema, response.body());
    }
  }

  /** Fails unless JSON is as a schema of the document has it. */
  void checkSchema(String name, String json) throws IOException {
    JsonNode schema = document.at("/components/schemas").path(name);
    assertThat(schema.isMissingNode()).as("the document has a schema %s", name).isFalse();
    checkJson(schema, json);
  }

  /** The values of the examples of a response's media type. */
  List<String> examples(String route, String status, String type) {
    List<String> values = new ArrayList<>();
    document
        .at("/paths")
        .path(route)
        .at("/get/responses")
        .path(status)
        .path("content")
        .path(type)
        .path("examples")
        .forEach(example -> values.add(example.path("value").asText()));
    return values;
  }

  private void checkJson(JsonNode schema, String json) throws IOException {
    ObjectNode root = ((ObjectNode) schema).deepCopy();
    root.set("components", document.get("components"));
    assertThat(SCHEMAS.getSchema(root).validate(JSON.readTree(json)))
        .as("against the contract: %s", json)
        .isEmpty();
  }

  /** What a node refers to, or else the node. */
  JsonNode resolve(JsonNode node) {
    return node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
  }

  private static String mediaType(HttpResponse<String> response) {
    return response.headers().firstValue("Content-Type").orElse("none").replaceAll(";.*", "");
  }
}
