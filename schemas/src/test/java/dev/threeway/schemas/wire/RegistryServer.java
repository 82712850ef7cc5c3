package dev.threeway.schemas.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.avro.Schema;

/**
 * Confluent's REST API over a registry in memory, with faults at will. It is what a real registry
 * cannot be asked to be: broken on demand.
 */
final class RegistryServer implements AutoCloseable {
  /** A fault that stands in for one answer. A negative length announces a body that never comes. */
  record Fault(int status, String body) {}

  private static final ObjectMapper JSON = new ObjectMapper();
  static final String HANG = "hang";

  final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
  private final HttpServer server;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<String> authorizations = new CopyOnWriteArrayList<>();
  private final Deque<Fault> faults = new ConcurrentLinkedDeque<>();

  RegistryServer() {
    this(0);
  }

  RegistryServer(int port) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + port() + "/apis/ccompat/v7";
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** Method and path, below the base, of each request so far. */
  List<String> requests() {
    return requests;
  }

  /** The Authorization header of each request so far; "none" if it had none. */
  List<String> authorizations() {
    return authorizations;
  }

  /** Answers the next requests with a status and Confluent's body for an error. */
  RegistryServer failing(int times, int status, int errorCode) {
    String body = "{\"error_code\":" + errorCode + ",\"message\":\"injected\"}";
    return failing(times, new Fault(status, body));
  }

  RegistryServer failing(int times, Fault fault) {
    for (int i = 0; i < times; i++) {
      faults.add(fault);
    }
    return this;
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    String full = exchange.getRequestURI().getPath();
    String path = full.replaceFirst("^/apis/ccompat/v7", "");
    requests.add(exchange.getRequestMethod() + " " + path);
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    authorizations.add(authorization == null ? "none" : authorization);
    byte[] request = exchange.getRequestBody().readAllBytes();
    Fault fault = faults.poll();
    if (fault != null && fault.body().equals(HANG)) {
      exchange.sendResponseHeaders(fault.status(), 100);
      exchange.getResponseBody().flush();
      return;
    }
    Fault answer;
    if (fault != null) {
      answer = fault;
    } else if (full.equals(path)) {
      answer = new Fault(404, "<html>no such page</html>");
    } else {
      answer = answer(exchange.getRequestMethod(), path, JSON.readTree(request));
    }
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/vnd.schemaregistry.v1+json");
    exchange.sendResponseHeaders(answer.status(), body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private Fault answer(String method, String path, JsonNode request) {
    String[] parts = path.substring(1).split("/", -1);
    ObjectNode body = JSON.createObjectNode();
    try {
      switch (method + " " + parts[0] + " " + parts.length) {
        case "POST subjects 3" -> body.put("id", registry.register(parts[1], schema(request)));
        case "POST subjects 2" -> describe(body, registry.lookup(parts[1], schema(request)));
        case "GET schemas 3" ->
            body.put("schema", registry.schemaById(Integer.parseInt(parts[2])).toString());
        case "GET subjects 4" -> {
          var latest = registry.latest(parts[1]);
          if (latest.isEmpty()) {
            return error(404, 40401, "Subject not found");
          }
          describe(body, latest.get());
        }
        case "GET config 2" -> {
          var level = registry.compatibility(parts[1]);
          if (level.isEmpty()) {
            return error(404, 40408, "no level of its own");
          }
          body.put("compatibilityLevel", level.get().name());
        }
        case "PUT config 2" -> {
          String level = request.path("compatibility").asText();
          registry.setCompatibility(parts[1], CompatibilityLevel.valueOf(level));
          body.put("compatibility", level);
        }
        default -> {
          return error(405, 405, "not served here");
        }
      }
      return new Fault(200, body.toString());
    } catch (UnknownSchemaException e) {
      boolean subject = e.getMessage().startsWith("subject");
      return error(404, subject ? 40401 : 40403, e.getMessage());
    } catch (IncompatibleSchemaException e) {
      return error(409, 409, e.getMessage());
    }
  }

  private static void describe(ObjectNode body, RegisteredSchema registered) {
    body.put("subject", registered.subject())
        .put("version", registered.version())
        .put("id", registered.id())
        .put("schema", registered.schema().toString());
  }

  private static Schema schema(JsonNode request) {
    return new Schema.Parser().parse(request.path("schema").asText());
  }

  private static Fault error(int status, int code, String message) {
    return new Fault(
        status, JSON.createObjectNode().put("error_code", code).put("message", message).toString());
  }
}
