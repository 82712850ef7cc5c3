package dev.threeway.queryapi.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.threeway.queryapi.live.DriverEngine;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A route on a running server over an engine; every answer is held against the contract. */
abstract class RouteTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String route;
  private final int partitions;
  protected DriverEngine engine;
  protected RunningApi api;

  /**
   * Tests a route.
   *
   * @param route as the contract has it
   * @param partitions of the engine
   */
  RouteTest(String route, int partitions) {
    this.route = route;
    this.partitions = partitions;
  }

  @BeforeEach
  void start() {
    engine = new DriverEngine(partitions);
    api = new RunningApi(engine.reads(), FixedState.RUNNING, 0, engine.clock());
  }

  @AfterEach
  void stop() {
    api.close();
    engine.close();
  }

  /** Gets the resource. */
  protected HttpResponse<String> get(String pathAndQuery, String... headers)
      throws IOException, InterruptedException {
    return api.get(route, pathAndQuery, headers);
  }

  protected static JsonNode json(String text) throws IOException {
    return JSON.readTree(text);
  }

  protected static JsonNode json(HttpResponse<String> response) throws IOException {
    return json(response.body());
  }
}
