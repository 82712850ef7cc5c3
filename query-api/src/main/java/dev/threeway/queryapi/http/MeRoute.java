package dev.threeway.queryapi.http;

import io.javalin.http.Context;
import java.util.List;
import java.util.Set;

/** Who the caller is taken for. No security is configured: everybody is nobody, and may do all. */
final class MeRoute {
  /**
   * The caller.
   *
   * @param authenticated whether the caller has proved who they are
   */
  private record Caller(
      String name, boolean authenticated, List<String> roles, List<String> permissions) {}

  private static final Caller ANONYMOUS =
      new Caller(
          "anonymous",
          false,
          List.of("viewer", "operator", "auditor", "admin"),
          List.of("read", "personal-data", "audit", "admin"));

  Route route() {
    return new Route("/api/v1/me", List.of(Route.JSON), MeRoute::answer);
  }

  private static void answer(Context request) {
    new Query(request, Set.of());
    request.contentType(Route.JSON).result(Json.bytes(ANONYMOUS));
  }
}
