package dev.threeway.queryapi.http;

import dev.threeway.queryapi.security.Caller;
import dev.threeway.queryapi.security.Permission;
import dev.threeway.queryapi.security.Permissions;
import dev.threeway.queryapi.security.Role;
import io.javalin.http.Context;
import java.util.List;
import java.util.Set;

/** Who the caller is taken for, and what that allows. */
final class MeRoute {
  /**
   * The caller.
   *
   * @param authenticated whether the caller has proved who they are
   */
  private record CallerView(
      String name, boolean authenticated, List<String> roles, List<String> permissions) {
    static CallerView of(Caller caller) {
      return new CallerView(
          caller.name(),
          caller.isAuthenticated(),
          caller.roles().stream().sorted().map(Role::id).toList(),
          Permissions.of(caller).stream().map(Permission::id).toList());
    }
  }

  Route route() {
    return new Route("/api/v1/me", List.of(Route.JSON), MeRoute::answer);
  }

  private static void answer(Context request) {
    new Query(request, Set.of());
    Caller caller = Guard.caller(request).orElseThrow();
    request.contentType(Route.JSON).result(Json.bytes(CallerView.of(caller)));
  }
}
