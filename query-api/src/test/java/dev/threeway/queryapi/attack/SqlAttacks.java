package dev.threeway.queryapi.attack;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** SQL in every parameter that the OpenAPI document has, path and query. */
final class SqlAttacks {
  private static final List<String> SQL =
      List.of(
          "' OR '1'='1",
          "'; SELECT pg_sleep(9)--",
          "1 OR pg_sleep(9) IS NULL",
          "\\'; DROP TABLE mismatches;--",
          "x' UNION SELECT usename, passwd FROM pg_shadow--",
          "$$; COPY mismatches TO PROGRAM 'id'; $$",
          "%' ESCAPE '");

  private static final Set<Integer> ANSWERS = Set.of(200, 400, 404, 503);

  private SqlAttacks() {}

  static List<Attack> of(Target target) {
    Attacks attacks = new Attacks("SQL", target);
    JsonNode document = document();
    document
        .get("paths")
        .properties()
        .forEach(
            path -> {
              for (JsonNode parameter : path.getValue().at("/get/parameters")) {
                attack(attacks, target, path.getKey(), resolve(document, parameter));
              }
            });
    return attacks.list();
  }

  private static void attack(Attacks attacks, Target target, String path, JsonNode parameter) {
    String name = parameter.get("name").asText();
    String in = parameter.get("in").asText();
    if (in.equals("header")) {
      return;
    }
    List<Request> requests = new ArrayList<>();
    for (String sql : SQL) {
      String value = URLEncoder.encode(sql, UTF_8).replace("+", "%20");
      requests.add(
          in.equals("path")
              ? target.get(path.replace("{" + name + "}", value), "admin")
              : target.get(path + "?" + name + "=" + value + view(path, name), "admin"));
    }
    attacks
        .add(
            "in %s of %s".formatted(name, path),
            "%d times GET %s, %s in the %s".formatted(SQL.size(), path, SQL.get(0), in),
            () -> first(target, requests),
            Attacks.any(ANSWERS))
        .and("finds nothing", reply -> !finds(reply))
        .and("never sleeps", reply -> !sleeps(reply))
        .within(Duration.ofSeconds(30))
        .inFull();
  }

  /** The list of breaks asks the database for its history alone. */
  private static String view(String path, String name) {
    return path.equals("/api/v1/mismatches") && !name.equals("view") ? "&view=history" : "";
  }

  /** The last reply, or the first that is not what it has to be. */
  private static Reply first(Target target, List<Request> requests) throws IOException {
    Reply reply = null;
    for (Request request : requests) {
      reply = Wire.send(target, request);
      if (!ANSWERS.contains(reply.status()) || finds(reply) || sleeps(reply)) {
        return reply;
      }
    }
    return reply;
  }

  private static boolean finds(Reply reply) {
    return reply.body().contains("\"items\":[{");
  }

  /** The database is not let work for as long as the SQL says. */
  private static boolean sleeps(Reply reply) {
    return reply.body().contains("urn:threeway:problem:history-unavailable");
  }

  private static JsonNode resolve(JsonNode document, JsonNode node) {
    return node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
  }

  private static JsonNode document() {
    try (InputStream yaml = SqlAttacks.class.getResourceAsStream("/openapi.yaml")) {
      return new YAMLMapper().readTree(yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
