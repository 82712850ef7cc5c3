package dev.threeway.deploy.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Reads the event stream over a socket of its own, for tests that cut it or let it fill up. */
final class SseSocket implements AutoCloseable {
  /**
   * An event.
   *
   * @param id the last id when it came
   */
  record Event(String id, String name, String data) {}

  private static final int PATIENCE_MILLIS = 30_000;

  private final Socket socket;
  private final BufferedReader lines;
  private String lastId;

  /**
   * Connects and asks.
   *
   * @param lastEventId null to get what is new
   * @param receiveBuffer bytes that the system keeps for a reader that does not read; 0 for any
   */
  SseSocket(int port, String query, String lastEventId, int receiveBuffer) throws IOException {
    socket = new Socket();
    if (receiveBuffer > 0) {
      socket.setReceiveBufferSize(receiveBuffer);
    }
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.getOutputStream().write(request(query, lastEventId));
    lines =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    lastId = lastEventId;
  }

  static byte[] request(String query, String lastEventId) {
    String header = lastEventId == null ? "" : "Last-Event-ID: " + lastEventId + "\r\n";
    // HTTP/1.0: the response comes without the frames of chunks.
    String request = "GET /api/v1/stream%s HTTP/1.0\r\n%s\r\n".formatted(query, header);
    return request.getBytes(StandardCharsets.US_ASCII);
  }

  /** The last id that came. */
  String lastId() {
    return lastId;
  }

  /** Reads up to the first id. */
  String awaitId() throws IOException {
    long deadline = System.nanoTime() + PATIENCE_MILLIS * 1_000_000L;
    while (lastId == null) {
      if (System.nanoTime() > deadline) {
        throw new IOException("no id for " + PATIENCE_MILLIS + " ms");
      }
      take(line());
    }
    return lastId;
  }

  /**
   * The next event; ids on the way move {@link #lastId}.
   *
   * @throws IOException also if there is none for half a minute, whatever else the stream says
   */
  Event next() throws IOException {
    String name = null;
    String data = null;
    long deadline = System.nanoTime() + PATIENCE_MILLIS * 1_000_000L;
    while (System.nanoTime() < deadline) {
      String line = line();
      take(line);
      if (line.startsWith("event: ")) {
        name = line.substring("event: ".length());
      } else if (line.startsWith("data: ")) {
        data = line.substring("data: ".length());
      } else if (line.isEmpty() && data != null) {
        return new Event(lastId, name, data);
      }
    }
    throw new IOException("no event for " + PATIENCE_MILLIS + " ms, only heartbeats");
  }

  @Override
  public void close() throws IOException {
    // Resets the connection, as a client does that is killed.
    socket.setSoLinger(true, 0);
    socket.close();
  }

  private String line() throws IOException {
    String line = lines.readLine();
    if (line == null) {
      throw new IOException("the stream has ended");
    }
    return line;
  }

  private void take(String line) {
    if (line.startsWith("id: ")) {
      lastId = line.substring("id: ".length());
    }
  }
}
