package dev.threeway.queryapi.health;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.threeway.queryapi.health.PartHealth.Item;
import dev.threeway.queryapi.health.PartHealth.Status;
import dev.threeway.schemas.tls.TlsSettings;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The connectors of a Kafka Connect cluster, and their tasks. */
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
    List<Item> items = new ArrayList<>();
    for (Map.Entry<String, JsonNode> connector : JSON.readTree(answer.body()).properties()) {
      JsonNode status = connector.getValue().path("status");
      items.add(item(connector.getKey(), status.path("connector")));
      for (JsonNode task : status.path("tasks")) {
        items.add(item("%s-%d".formatted(connector.getKey(), task.path("id").asInt()), task));
      }
    }
    boolean up = !items.isEmpty() && items.stream().allMatch(item -> item.status() == Status.UP);
    return new PartHealth(
        PART,
        up ? Status.UP : Status.DOWN,
        items.isEmpty() ? "There is no connector." : "Connectors and their tasks.",
        items);
  }

  private static Item item(String name, JsonNode part) {
    String state = part.path("state").asText("UNASSIGNED");
    return new Item(name, state.equals(RUNNING) ? Status.UP : Status.DOWN, state);
  }
}
