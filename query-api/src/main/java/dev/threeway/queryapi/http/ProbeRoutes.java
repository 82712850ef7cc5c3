package dev.threeway.queryapi.http;

import dev.threeway.queryapi.live.EngineState;
import io.javalin.http.Context;
import java.util.List;
import java.util.function.BooleanSupplier;

/** What an orchestrator asks: restart me, send me traffic, have I started. */
final class ProbeRoutes {
  /**
   * The answer of a probe that does not fail.
   *
   * @param engine the state of Kafka Streams in one word
   */
  private record Up(String status, String engine) {}

  private final EngineState engine;

  ProbeRoutes(EngineState engine) {
    this.engine = engine;
  }

  List<Route> routes() {
    return List.of(
        probe("/livez", engine::isAlive, Problem.Kind.NOT_ALIVE),
        probe("/readyz", engine::isReady, Problem.Kind.NOT_READY),
        probe("/startupz", engine::isStarted, Problem.Kind.NOT_READY));
  }

  private Route probe(String path, BooleanSupplier healthy, Problem.Kind otherwise) {
    return new Route(path, List.of(Route.JSON), request -> answer(request, healthy, otherwise))
        .limited(Limit.NONE);
  }

  private void answer(Context request, BooleanSupplier healthy, Problem.Kind otherwise) {
    if (!healthy.getAsBoolean()) {
      throw ProblemException.of(otherwise, "The engine is in state %s.".formatted(engine.name()));
    }
    request
        .header("Cache-Control", "no-store")
        .contentType(Route.JSON)
        .result(Json.bytes(new Up("UP", engine.name())));
  }
}
