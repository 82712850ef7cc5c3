package dev.threeway.queryapi.http;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * How the servers are set up.
 *
 * @param host the address to listen on
 * @param port of the API; 0 for any free one
 * @param metricsPort of the metrics; 0 for any free one
 * @param rateLimit requests that one caller may send to one resource in 10 s, where the resource
 *     has no limit of its own; 0 for no limit on any resource
 * @param maxConnections how many connections may be open on each port; more have to wait
 * @param corsOrigins origins whose pages may read answers, as a browser names them
 * @param requestTimeout how long a request's headers may take to arrive
 * @param tls for both ports; empty for none
 */
public record HttpSetup(
    String host,
    int port,
    int metricsPort,
    int rateLimit,
    int maxConnections,
    Set<String> corsOrigins,
    Duration requestTimeout,
    Optional<HttpTls> tls) {
  public HttpSetup {
    corsOrigins = Set.copyOf(corsOrigins);
  }
}
