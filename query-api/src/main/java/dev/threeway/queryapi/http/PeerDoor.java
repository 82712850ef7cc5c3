package dev.threeway.queryapi.http;

import io.javalin.http.Context;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.cert.X509Certificate;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what instances say to one another from instances alone, where they have certificates. It
 * gives nobody power: who asks for what is told from the token that comes along, as anywhere.
 */
final class PeerDoor {
  private static final Logger LOG = LoggerFactory.getLogger(PeerDoor.class);
  private static final String CERTIFICATES = "jakarta.servlet.request.X509Certificate";
  private static final String ADMITTED = "threeway.peer";
  private static final String NOT_A_PEER = "NOT_A_PEER";

  private final Optional<HttpTls> tls;
  private final MeterRegistry metrics;

  PeerDoor(Optional<HttpTls> tls, MeterRegistry metrics) {
    this.tls = tls;
    this.metrics = metrics;
  }

  /**
   * Refuses a request that says that it was passed on, and was not by a peer.
   *
   * @throws ProblemException FORBIDDEN
   */
  void refuseStrangers(Context request) {
    if (tls.isEmpty() || !Fanout.isFromPeer(request)) {
      return;
    }
    if (isPeer(request, tls.get())) {
      request.attribute(ADMITTED, true);
      return;
    }
    Auditing.refusedFor(request, NOT_A_PEER);
    metrics.counter("threeway.security.refused", "reason", NOT_A_PEER).increment();
    LOG.atWarn()
        .addKeyValue("reason", NOT_A_PEER)
        .addKeyValue("address", request.ip())
        .addKeyValue("trace_id", Trace.of(request).traceId())
        .log("A request is refused");
    throw ProblemException.of(
        Problem.Kind.FORBIDDEN, "Only another instance of this API may pass requests on.");
  }

  /** Whether a peer's certificate has come with a request. */
  static boolean hasAdmitted(Context request) {
    return Boolean.TRUE.equals(request.attribute(ADMITTED));
  }

  /** The server has verified the chain already. */
  private static boolean isPeer(Context request, HttpTls tls) {
    return request.req().getAttribute(CERTIFICATES) instanceof X509Certificate[] chain
        && chain.length > 0
        && chain[0].getSubjectX500Principal().equals(tls.self());
  }
}
