package dev.threeway.deploy.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import dev.threeway.schemas.topics.Topics;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The AsyncAPI document: what it says about the topics and their records. */
final class TopicContract {
  private static final JsonSchemaFactory SCHEMAS =
      JsonSchemaFactory.getInstance(VersionFlag.V202012);

  private final JsonNode document;
  private final Map<String, JsonSchema> headers = new HashMap<>();

  TopicContract() throws IOException {
    try (InputStream file = Topics.class.getResourceAsStream("/asyncapi.yaml")) {
      document = new YAMLMapper().readTree(file);
    }
  }

  JsonNode document() {
    return document;
  }

  Set<String> topics() {
    Set<String> topics = new TreeSet<>();
    document.path("channels").fieldNames().forEachRemaining(topics::add);
    return topics;
  }

  JsonNode channel(String topic) {
    return document.path("channels").path(topic);
  }

  /** The topic's settings by their names; a list by commas. */
  Map<String, String> settings(String topic) {
    Map<String, String> settings = new HashMap<>();
    resolve(channel(topic).path("bindings"))
        .at("/kafka/topicConfiguration")
        .properties()
        .forEach(field -> settings.put(field.getKey(), text(field.getValue())));
    return settings;
  }

  private static String text(JsonNode value) {
    return value.isArray()
        ? StreamSupport.stream(value.spliterator(), false)
            .map(JsonNode::asText)
            .collect(Collectors.joining(","))
        : value.asText();
  }

  /** The only message of a topic. */
  JsonNode message(String topic) {
    return resolve(channel(topic).path("messages").elements().next());
  }

  /** What is wrong with the headers of a record; empty if nothing is. */
  List<String> faults(String topic, Map<String, String> recordHeaders) {
    JsonSchema schema = headers.computeIfAbsent(topic, this::headerSchema);
    return schema.validate(new ObjectMapper().valueToTree(recordHeaders)).stream()
        .map(Object::toString)
        .toList();
  }

  private JsonSchema headerSchema(String topic) {
    ObjectNode root = ((ObjectNode) message(topic).path("headers")).deepCopy();
    root.set("components", document.get("components"));
    return SCHEMAS.getSchema(root);
  }

  /** What a reference inside the document leads to; other nodes as they are. */
  JsonNode resolve(JsonNode node) {
    return node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
  }
}
