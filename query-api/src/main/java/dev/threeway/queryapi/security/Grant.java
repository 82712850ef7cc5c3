package dev.threeway.queryapi.security;

import java.util.List;

/**
 * A row of the table of permissions: what a route asks of its callers.
 *
 * @param method as in a request line; HEAD counts as GET
 * @param path the pattern of the route, as in the OpenAPI document
 * @param permission what a caller needs
 * @param personalFields fields that are masked for callers without {@link Permission#PERSONAL_DATA}
 * @param personalParameters parameters that such callers may not use
 */
public record Grant(
    String method,
    String path,
    Permission permission,
    List<String> personalFields,
    List<String> personalParameters) {
  /** Lists are copied. */
  public Grant {
    personalFields = List.copyOf(personalFields);
    personalParameters = List.copyOf(personalParameters);
  }

  static Grant of(String method, String path, Permission permission) {
    return new Grant(method, path, permission, List.of(), List.of());
  }

  Grant masking(String... fields) {
    return new Grant(method, path, permission, List.of(fields), personalParameters);
  }

  Grant keeping(String... parameters) {
    return new Grant(method, path, permission, personalFields, List.of(parameters));
  }
}
