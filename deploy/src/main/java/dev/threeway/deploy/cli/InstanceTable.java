package dev.threeway.deploy.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.threeway.deploy.stack.EngineInstance;
import dev.threeway.deploy.stack.RunningStack;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Which instance of the engine has which partitions, as the first that answers says. */
final class InstanceTable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(3);

  private final List<EngineInstance> instances;
  private final Optional<String> token;

  /** The instances of a stack. */
  InstanceTable(RunningStack stack) {
    this.instances = stack.instances();
    this.token = stack.adminToken();
  }

  /** One line for each instance, and one that names the partitions that nobody answers for. */
  List<String> lines() {
    Optional<JsonNode> answer = instances.stream().flatMap(each -> ask(each).stream()).findFirst();
    if (answer.isEmpty()) {
      return List.of(
          "  instances: none says which partitions it has; its engine is not running yet");
    }
    List<String> lines = new ArrayList<>();
    elements(answer.get().path("items")).map(this::line).forEach(lines::add);
    String unserved = numbers(answer.get().path("unserved"));
    if (!unserved.isEmpty()) {
      lines.add("  nobody answers for partitions " + unserved);
    }
    return lines;
  }

  private String line(JsonNode item) {
    String address = item.path("instance").asText();
    String name =
        instances.stream()
            .filter(each -> each.address().equals(address))
            .map(EngineInstance::id)
            .findFirst()
            .orElse("?");
    StringBuilder line = new StringBuilder();
    line.append(
        "  %-10s %-16s %-12s partitions %s"
            .formatted(
                name,
                address,
                item.path("answered").asBoolean() ? item.path("engine").asText() : "NO ANSWER",
                orNone(numbers(item.path("active")))));
    elements(item.path("copies"))
        .map(
            copy ->
                "%d%s"
                    .formatted(
                        copy.path("partition").asInt(),
                        copy.has("lag") ? " (lag %d)".formatted(copy.path("lag").asLong()) : ""))
        .reduce((one, other) -> one + ", " + other)
        .ifPresent(copies -> line.append("; standby for ").append(copies));
    elements(item.path("restoring"))
        .map(
            one ->
                "%d (%d %%, %d left)"
                    .formatted(
                        one.path("partition").asInt(),
                        one.path("percent").asInt(),
                        one.path("remaining").asLong()))
        .reduce((one, other) -> one + ", " + other)
        .ifPresent(restoring -> line.append("; restoring ").append(restoring));
    return line.toString();
  }

  private Optional<JsonNode> ask(EngineInstance instance) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(instance.apiUrl() + "/api/v1/admin/instances"))
            .timeout(TIMEOUT);
    token.ifPresent(bearer -> request.header("Authorization", "Bearer " + bearer));
    try {
      HttpResponse<byte[]> response =
          instance
              .transport()
              .http()
              .send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      return response.statusCode() == 200
          ? Optional.of(JSON.readTree(response.body()))
          : Optional.empty();
    } catch (IOException notThere) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static String orNone(String numbers) {
    return numbers.isEmpty() ? "none" : numbers;
  }

  private static String numbers(JsonNode array) {
    return elements(array).map(JsonNode::asText).collect(Collectors.joining(", "));
  }

  private static Stream<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
