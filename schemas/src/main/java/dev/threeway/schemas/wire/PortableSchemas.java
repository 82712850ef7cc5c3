package dev.threeway.schemas.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.apache.avro.Schema;

/**
 * Schemas without what only Java knows.
 *
 * <p>The schema inside a generated class says {@code avro.java.string}, the file that it was
 * generated from does not. A registry takes them for two schemas, so that a record could not be
 * matched with the registered file: what goes to a registry never carries these properties.
 */
public final class PortableSchemas {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> JAVA_PROPERTIES =
      List.of("avro.java.string", "java-class", "java-key-class", "java-element-class");

  private PortableSchemas() {}

  /** The same schema without properties that only mean something to Java. */
  public static Schema of(Schema schema) {
    try {
      JsonNode tree = JSON.readTree(schema.toString());
      strip(tree);
      return parse(tree.toString());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          "a schema does not print as JSON: " + schema.getFullName(), e);
    }
  }

  /** Parses without checking default values: what others registered may be read all the same. */
  static Schema parse(String text) {
    return new Schema.Parser().setValidateDefaults(false).parse(text);
  }

  private static void strip(JsonNode node) {
    // A default value may be any JSON, a property of a schema's name in it is data.
    if (node instanceof ObjectNode object) {
      object.remove(JAVA_PROPERTIES);
      object.properties().stream()
          .filter(property -> !property.getKey().equals("default"))
          .forEach(property -> strip(property.getValue()));
    } else {
      node.forEach(PortableSchemas::strip);
    }
  }
}
