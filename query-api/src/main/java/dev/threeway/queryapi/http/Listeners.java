package dev.threeway.queryapi.http;

import java.time.Duration;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** What a server listens with: bounded, and with TLS where that is set. */
final class Listeners {
  /** A caller that neither sends nor takes anything for so long is gone. */
  private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(30);

  private static final int REQUEST_HEADER_BYTES = 8 * 1024;

  private Listeners() {}

  /** The listener that answers. */
  static Connector answering(Server server, HttpConfiguration http, HttpSetup setup, int port) {
    bound(http);
    HttpConnectionFactory plain = new HttpConnectionFactory(http);
    return setup
        .tls()
        .map(
            tls -> {
              // The chain of a caller's certificate, and whether the request came over TLS at all.
              http.addCustomizer(new SecureRequestCustomizer(false));
              return listener(
                  server,
                  setup,
                  port,
                  new SslConnectionFactory(encryption(tls), HttpVersion.HTTP_1_1.asString()),
                  plain);
            })
        .orElseGet(() -> listener(server, setup, port, plain));
  }

  /**
   * A listener without TLS; the server has to have a handler that redirects what comes in there.
   *
   * @param port of this listener
   */
  static Connector redirecting(Server server, HttpSetup setup, int port) {
    HttpConfiguration http = new HttpConfiguration();
    bound(http);
    http.setSecurePort(setup.port());
    return listener(server, setup, port, new HttpConnectionFactory(http));
  }

  private static void bound(HttpConfiguration http) {
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(REQUEST_HEADER_BYTES);
    http.addCustomizer(new RealMethod());
  }

  private static SslContextFactory.Server encryption(HttpTls tls) {
    SslContextFactory.Server encryption = new SslContextFactory.Server();
    encryption.setSslContext(tls.context());
    encryption.setIncludeProtocols("TLSv1.3", "TLSv1.2");
    encryption.setRenegotiationAllowed(false);
    // Peers have a certificate; callers show a token.
    encryption.setWantClientAuth(true);
    return encryption;
  }

  private static Connector listener(
      Server server, HttpSetup setup, int port, ConnectionFactory... protocols) {
    ServerConnector connector = new ServerConnector(server, protocols);
    connector.setHost(setup.host());
    connector.setPort(port);
    connector.setIdleTimeout(IDLE_TIMEOUT.toMillis());
    connector.addBean(new NetworkConnectionLimit(setup.maxConnections(), connector));
    connector.addBean(new SlowRequests(connector, setup.requestTimeout()));
    return connector;
  }
}
