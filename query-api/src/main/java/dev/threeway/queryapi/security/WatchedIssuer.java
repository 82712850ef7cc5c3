package dev.threeway.queryapi.security;

import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import dev.threeway.schemas.tls.TlsSettings;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URL;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the issuer for its keys, and notes when it answered, and when not and why. Thread-safe. */
final class WatchedIssuer implements ResourceRetriever {
  private static final Logger LOG = LoggerFactory.getLogger(WatchedIssuer.class);
  private static final int CONNECT_MILLIS = 2_000;
  private static final int READ_MILLIS = 2_000;
  private static final int LARGEST_DOCUMENT = 64 * 1024;

  /** How long an answer may take. */
  static final Duration PATIENCE = Duration.ofMillis(CONNECT_MILLIS + READ_MILLIS);

  private final ResourceRetriever http;
  private final InstantSource clock;
  private volatile boolean away;
  private volatile Instant fetchedAt;
  private volatile IssuerState.Failure lastFailure;

  WatchedIssuer(TlsSettings tls, InstantSource clock) {
    SSLSocketFactory sockets = tls.isEmpty() ? null : tls.context().getSocketFactory();
    this.http =
        new DefaultResourceRetriever(CONNECT_MILLIS, READ_MILLIS, LARGEST_DOCUMENT, true, sockets);
    this.clock = clock;
  }

  @Override
  public Resource retrieveResource(URL url) throws IOException {
    try {
      Instant asked = clock.instant();
      Resource resource = http.retrieveResource(url);
      fetchedAt = asked;
      away = false;
      return resource;
    } catch (IOException e) {
      lastFailure = new IssuerState.Failure(clock.instant(), reason(e));
      if (!away) {
        LOG.warn("The issuer of tokens does not give its keys: {}", e.toString());
      }
      away = true;
      throw e;
    }
  }

  /** Whether it did not answer the last time that it was asked. */
  boolean isAway() {
    return away;
  }

  /** When it was asked what it last answered; empty if it never did. */
  Optional<Instant> fetchedAt() {
    return Optional.ofNullable(fetchedAt);
  }

  Optional<IssuerState.Failure> lastFailure() {
    return Optional.ofNullable(lastFailure);
  }

  Instant now() {
    return clock.instant();
  }

  /** In words of ours: those of Java name classes. */
  private static String reason(IOException failure) {
    if (failure instanceof SocketTimeoutException) {
      return "no answer in time";
    }
    if (failure instanceof ConnectException || failure instanceof UnknownHostException) {
      return "it cannot be reached";
    }
    return failure instanceof SSLException
        ? "TLS fails, or its certificate is not trusted"
        : "it answers with an error";
  }
}
