package dev.threeway.queryapi.attack;

import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * An API that asks for tokens.
 *
 * @param port on loopback
 * @param tokens gives a good token for the name of a role
 * @param origin the one origin whose pages may read answers; null for none
 * @param accounts account ids of the reports that it holds: no viewer may read them
 * @param requestTimeout how long the headers of a request may take to arrive
 */
public record Target(
    int port,
    UnaryOperator<String> tokens,
    String origin,
    List<String> accounts,
    Duration requestTimeout) {
  /** Lists are copied. */
  public Target {
    accounts = List.copyOf(accounts);
  }

  Request get(String path) {
    return new Request("GET", path);
  }

  Request get(String path, String role) {
    return get(path).bearer(tokens.apply(role));
  }

  Request send(String method, String path, String role) {
    return new Request(method, path).bearer(tokens.apply(role));
  }
}
