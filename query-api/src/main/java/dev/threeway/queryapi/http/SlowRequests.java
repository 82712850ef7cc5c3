package dev.threeway.queryapi.http;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Closes connections on which a request takes too long to arrive. The server's idle timeout does
 * not see them: a byte now and then keeps a connection from idling for as long as the caller likes.
 */
final class SlowRequests extends AbstractLifeCycle implements Connection.Listener {
  /**
   * How a connection was when it was last looked at.
   *
   * @param begun whether a part of a request had arrived beyond the last whole one
   */
  private record Seen(long requests, long bytes, boolean begun) {}

  /** What Java calls the protocol of a session until the handshake is over. */
  private static final String NO_PROTOCOL_YET = "NONE";

  private final Connector connector;
  private final long periodMillis;
  private final Map<Connection, Seen> connections = new ConcurrentHashMap<>();
  private volatile Scheduler.Task next;

  /**
   * @param timeout after which a request has to be whole; it may take up to twice as long until
   *     that is noticed
   */
  SlowRequests(Connector connector, Duration timeout) {
    this.connector = connector;
    this.periodMillis = timeout.toMillis();
  }

  @Override
  public void onOpened(Connection connection) {
    connections.put(connection, new Seen(0, 0, false));
  }

  @Override
  public void onClosed(Connection connection) {
    connections.remove(connection);
  }

  @Override
  protected void doStart() {
    schedule();
  }

  @Override
  protected void doStop() {
    next.cancel();
  }

  private void schedule() {
    next = connector.getScheduler().schedule(this::look, periodMillis, TimeUnit.MILLISECONDS);
  }

  private void look() {
    connections.replaceAll(this::look);
    if (isRunning()) {
      schedule();
    }
  }

  private Seen look(Connection connection, Seen before) {
    if (connection instanceof SslConnection encrypted) {
      return handshake(encrypted, before);
    }
    long requests = connection.getMessagesIn();
    long bytes = connection.getBytesIn();
    boolean answering = requests > connection.getMessagesOut();
    boolean sameRequest = requests == before.requests();
    boolean begun = !answering && sameRequest && (before.begun() || bytes > before.bytes());
    if (begun && before.begun()) {
      connection.getEndPoint().close();
    }
    return new Seen(requests, bytes, begun);
  }

  /** What it carries is seen on the connection inside; a handshake has to come to its end. */
  private static Seen handshake(SslConnection connection, Seen before) {
    boolean begun = NO_PROTOCOL_YET.equals(connection.getSSLEngine().getSession().getProtocol());
    if (begun && before.begun()) {
      connection.getEndPoint().close();
    }
    return new Seen(0, 0, begun);
  }
}
