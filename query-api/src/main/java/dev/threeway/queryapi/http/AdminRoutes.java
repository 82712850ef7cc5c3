package dev.threeway.queryapi.http;

import dev.threeway.queryapi.health.PartHealth;
import dev.threeway.queryapi.health.PartHealth.Status;
import dev.threeway.queryapi.health.SystemHealth;
import dev.threeway.topology.rules.RuleSet;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** What an administrator looks at: the health of every part, and the rules in force. */
final class AdminRoutes {
  /** Every part; DEGRADED where one does not do its work. */
  private record HealthView(String status, List<PartHealth> parts) {
    static HealthView of(List<PartHealth> parts) {
      boolean degraded = parts.stream().anyMatch(part -> part.status() == Status.DOWN);
      return new HealthView(degraded ? "DEGRADED" : "UP", parts);
    }
  }

  private final SystemHealth health;
  private final Supplier<Optional<RuleSet>> rules;

  /**
   * @param rules empty until they have been read
   */
  AdminRoutes(SystemHealth health, Supplier<Optional<RuleSet>> rules) {
    this.health = health;
    this.rules = rules;
  }

  List<Route> routes() {
    return List.of(
        new Route("/api/v1/admin/system-health", List.of(Route.JSON), this::health),
        new Route("/api/v1/admin/rules", List.of(Route.JSON), this::rules)
            .kept(Freshness.REFERENCE)
            .withEntityTag());
  }

  private void health(Context request) {
    new Query(request, Set.of());
    request.contentType(Route.JSON).result(Json.bytes(HealthView.of(health.parts())));
  }

  private void rules(Context request) {
    new Query(request, Set.of());
    RuleSet inForce =
        rules
            .get()
            .orElseThrow(
                () ->
                    ProblemException.of(
                        Problem.Kind.NOT_READY, "The engine of this instance is starting."));
    request.contentType(Route.JSON).result(Json.bytes(RulesView.of(inForce)));
  }
}
