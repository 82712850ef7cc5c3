package dev.threeway.queryapi.health;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.threeway.queryapi.health.PartHealth.Item;
import dev.threeway.queryapi.health.PartHealth.Status;
import dev.threeway.schemas.tls.TlsSettings;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The connectors of a Kafka Connect cluster, and their tasks; and what the supervisor of the sinks
 * has done for them, on a worker that has one.
 */
public final class ConnectCheck implements HealthCheck {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PART = "connect";
  private static final String RUNNING = "RUNNING";

  private final HttpAsk http;
  private final String url;

  /**
   * Looks at the cluster that a worker belongs to.
   *
   * @param url the worker's address
   * @param tls for an address that begins with https
   */
  public ConnectCheck(String url, TlsSettings tls) {
    this.http = new HttpAsk(tls);
    this.url = url.replaceFirst("/+$", "");
  }

  @Override
  public String part() {
    return PART;
  }

  @Override
  public PartHealth look() throws IOException, InterruptedException {
    HttpResponse<String> answer = http.get(url + "/connectors?expand=status", Map.of());
    if (answer.statusCode() != 200) {
      return PartHealth.down(
          PART, "Kafka Connect answers with status %d.".formatted(answer.statusCode()));
    }
    Map<String, JsonNode> supervised = supervised();
    List<Item> items = new ArrayList<>();
    for (Map.Entry<String, JsonNode> connector : JSON.readTree(answer.body()).properties()) {
      JsonNode status = connector.getValue().path("status");
      items.add(item(connector.getKey(), status.path("connector")));
      for (JsonNode task : status.path("tasks")) {
        String name = "%s-%d".formatted(connector.getKey(), task.path("id").asInt());
        items.add(withRestarts(item(name, task), supervised.get(name)));
      }
    }
    boolean up = !items.isEmpty() && items.stream().allMatch(item -> item.status() == Status.UP);
    return new PartHealth(
        PART,
        up ? Status.UP : Status.DOWN,
        items.isEmpty() ? "There is no connector." : "Connectors and their tasks.",
        items);
  }

  /** The supervisor's tasks by name; none if the worker has no supervisor. */
  private Map<String, JsonNode> supervised() throws InterruptedException {
    Map<String, JsonNode> tasks = new HashMap<>();
    try {
      HttpResponse<String> answer = http.get(url + "/threeway/sinks", Map.of());
      if (answer.statusCode() == 200) {
        for (JsonNode task : JSON.readTree(answer.body())) {
          tasks.put(
              "%s-%d".formatted(task.path("connector").asText(), task.path("task").asInt()), task);
        }
      }
    } catch (IOException noSupervisor) {
      // Then nobody counts; how the tasks are is known.
      tasks.clear();
    }
    return tasks;
  }

  private static Item withRestarts(Item item, JsonNode supervised) {
    if (supervised == null) {
      return item;
    }
    String detail = item.detail();
    if (supervised.path("awaits_database").asBoolean()) {
      detail += ", restarted when the database answers";
    }
    if (supervised.path("limit_reached").asBoolean()) {
      detail += ", its restarts in a row are used up: tried again every ten minutes";
    }
    return new Item(item.name(), item.status(), detail, supervised.path("restarts").asLong());
  }

  private static Item item(String name, JsonNode part) {
    String state = part.path("state").asText("UNASSIGNED");
    return new Item(name, state.equals(RUNNING) ? Status.UP : Status.DOWN, state);
  }
}
