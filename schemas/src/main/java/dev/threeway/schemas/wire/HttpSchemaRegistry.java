package dev.threeway.schemas.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.threeway.schemas.wire.RegistryTransport.Answer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.kafka.common.errors.SerializationException;

/** A registry behind Confluent's REST API. Keeps nothing: {@link CachingSchemaRegistry} does. */
final class HttpSchemaRegistry implements SchemaRegistry {
  private static final int SUBJECT_UNKNOWN = 40401;
  private static final int VERSION_UNKNOWN = 40402;
  private static final int SCHEMA_UNKNOWN = 40403;
  private static final int LEVEL_UNKNOWN = 40408;

  private final RegistryTransport transport;

  HttpSchemaRegistry(RegistryTransport transport) {
    this.transport = transport;
  }

  @Override
  public int register(String subject, Schema schema) {
    String path = "/subjects/" + encoded(subject) + "/versions";
    Answer answer = transport.call("POST", path, Optional.of(bodyWith(schema)));
    if (answer.status() == 409) {
      throw new IncompatibleSchemaException(
          "schema of %s is incompatible with subject '%s': %s"
              .formatted(schema.getFullName(), subject, message(answer)));
    }
    if (answer.status() == 422) {
      throw new SerializationException(
          "the registry refuses the schema of %s for subject '%s': %s"
              .formatted(schema.getFullName(), subject, message(answer)));
    }
    return required(answer, "POST", path, "id").intValue();
  }

  @Override
  public RegisteredSchema lookup(String subject, Schema schema) {
    String path = "/subjects/" + encoded(subject);
    Answer answer = transport.call("POST", path, Optional.of(bodyWith(schema)));
    switch (errorCode(answer)) {
      case SUBJECT_UNKNOWN ->
          throw new UnknownSchemaException("subject '" + subject + "' is not registered");
      case SCHEMA_UNKNOWN ->
          throw new UnknownSchemaException(
              "this schema of %s is not registered under subject '%s'"
                  .formatted(schema.getFullName(), subject));
      default -> {
        int id = required(answer, "POST", path, "id").intValue();
        int version = required(answer, "POST", path, "version").intValue();
        return new RegisteredSchema(subject, version, id, PortableSchemas.of(schema));
      }
    }
  }

  @Override
  public Schema schemaById(int id) {
    String path = "/schemas/ids/" + id;
    Answer answer = transport.call("GET", path, Optional.empty());
    if (errorCode(answer) == SCHEMA_UNKNOWN) {
      throw new UnknownSchemaException("schema id " + id + " is not registered");
    }
    required(answer, "GET", path, "schema");
    return parse("schema id " + id, answer.body());
  }

  @Override
  public Optional<RegisteredSchema> latest(String subject) {
    return version(subject, "latest")
        .map(
            body ->
                new RegisteredSchema(
                    subject,
                    body.path("version").intValue(),
                    body.path("id").intValue(),
                    parse("the newest schema of subject '" + subject + "'", body)));
  }

  @Override
  public Optional<CompatibilityLevel> compatibility(String subject) {
    String path = "/config/" + encoded(subject);
    Answer answer = transport.call("GET", path, Optional.empty());
    int error = errorCode(answer);
    if (error == SUBJECT_UNKNOWN || error == LEVEL_UNKNOWN) {
      return Optional.empty();
    }
    String level = required(answer, "GET", path, "compatibilityLevel").asText();
    try {
      return Optional.of(CompatibilityLevel.valueOf(level));
    } catch (IllegalArgumentException e) {
      throw new RegistryProtocolException(
          "the registry at %s names an unknown compatibility level '%s' for subject '%s'"
              .formatted(answer.from(), level, subject));
    }
  }

  @Override
  public void setCompatibility(String subject, CompatibilityLevel level) {
    String path = "/config/" + encoded(subject);
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("compatibility", level.name());
    requireSuccess(transport.call("PUT", path, Optional.of(body)), "PUT", path);
  }

  private Optional<JsonNode> version(String subject, String version) {
    String path = "/subjects/" + encoded(subject) + "/versions/" + version;
    Answer answer = transport.call("GET", path, Optional.empty());
    int error = errorCode(answer);
    if (error == SUBJECT_UNKNOWN || error == VERSION_UNKNOWN) {
      return Optional.empty();
    }
    required(answer, "GET", path, "schema");
    return Optional.of(answer.body());
  }

  private Schema parse(String what, JsonNode body) {
    String type = body.path("schemaType").asText("AVRO");
    if (!type.equals("AVRO")) {
      throw new SerializationException(what + " is " + type + ", not AVRO");
    }
    Schema.Parser parser = new Schema.Parser().setValidateDefaults(false);
    try {
      addReferences(parser, body, new HashMap<>());
      return parser.parse(body.path("schema").asText());
    } catch (AvroRuntimeException e) {
      throw new SerializationException(what + " is no valid Avro: " + e.getMessage(), e);
    }
  }

  /** Teaches the parser the named types that stand in schemas of their own. */
  private void addReferences(Schema.Parser parser, JsonNode body, Map<String, Boolean> seen) {
    for (JsonNode reference : body.path("references")) {
      String subject = reference.path("subject").asText();
      String version = reference.path("version").asText();
      if (seen.putIfAbsent(subject + "@" + version, true) == null) {
        JsonNode referenced =
            version(subject, version)
                .orElseThrow(
                    () ->
                        new UnknownSchemaException(
                            "a schema refers to version %s of subject '%s', which is not registered"
                                .formatted(version, subject)));
        addReferences(parser, referenced, seen);
        parser.parse(referenced.path("schema").asText());
      }
    }
  }

  private static ObjectNode bodyWith(Schema schema) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("schema", PortableSchemas.of(schema).toString());
  }

  private static String encoded(String subject) {
    return URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Confluent's code of the error; 0 if it is none of a missing thing. */
  private static int errorCode(Answer answer) {
    return answer.status() == 404 ? answer.body().path("error_code").asInt(0) : 0;
  }

  private static String message(Answer answer) {
    return answer.body().path("message").asText("status " + answer.status());
  }

  /** A part that an answer must have. */
  private static JsonNode required(Answer answer, String method, String path, String field) {
    requireSuccess(answer, method, path);
    if (!answer.body().hasNonNull(field)) {
      throw unlikeRegistry(answer, method, path, "no " + field);
    }
    return answer.body().get(field);
  }

  /**
   * Refuses an answer that is no success.
   *
   * <p>A 404 without Confluent's code does not mean that a schema is unknown: the address is wrong,
   * and no record must be rejected for it.
   */
  private static void requireSuccess(Answer answer, String method, String path) {
    if (answer.status() == 401 || answer.status() == 403) {
      throw new RegistryAccessException(
          ("the schema registry at %s refuses %s %s (%d): check basic.auth.user.info and the user's"
                  + " rights")
              .formatted(answer.from(), method, path, answer.status()));
    }
    if (answer.status() / 100 != 2) {
      throw unlikeRegistry(answer, method, path, message(answer));
    }
  }

  private static RegistryProtocolException unlikeRegistry(
      Answer answer, String method, String path, String reason) {
    return new RegistryProtocolException(
        "%s does not answer %s %s like a schema registry (%s): check schema.registry.url"
            .formatted(answer.from(), method, path, reason));
  }
}
