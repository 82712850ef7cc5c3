package dev.threeway.queryapi.attack;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** Sends bytes over a connection of their own and reads what comes back. */
final class Wire {
  private static final int LARGEST = 4_000_000;

  /** How long nothing may come in the middle of an answer until it counts as whole. */
  private static final int SILENCE_MILLIS = 400;

  private static final int PATIENCE_MILLIS = 10_000;

  /** Between two bytes of a request that comes slowly. */
  private static final int PAUSE_MILLIS = 50;

  private Wire() {}

  static Socket connect(Target target) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), target.port());
    socket.setSoTimeout(PATIENCE_MILLIS);
    return socket;
  }

  static Reply send(Target target, Request request) throws IOException {
    return send(target, request.text());
  }

  static Reply send(Target target, String text) throws IOException {
    try (Socket socket = connect(target)) {
      try {
        socket.getOutputStream().write(text.getBytes(ISO_8859_1));
      } catch (IOException closedEarly) {
        // What it had to say is there to be read.
      }
      return read(socket);
    }
  }

  /** Reads until the server ends the connection, or says nothing more. */
  static Reply read(Socket socket) throws IOException {
    StringBuilder text = new StringBuilder();
    byte[] buffer = new byte[8192];
    InputStream in = socket.getInputStream();
    try {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        text.append(new String(buffer, 0, count, ISO_8859_1));
        socket.setSoTimeout(SILENCE_MILLIS);
        if (text.length() > LARGEST) {
          return new Reply(text.toString(), false);
        }
      }
    } catch (SocketTimeoutException silence) {
      return new Reply(text.toString(), false);
    } catch (IOException reset) {
      // Also an end.
    }
    return new Reply(text.toString(), true);
  }

  /** Reads until a text has come, or the server ends the connection, or for as long as it takes. */
  static Reply readUntil(Target target, Request request, String text) throws IOException {
    StringBuilder all = new StringBuilder();
    long end = System.nanoTime() + Duration.ofMillis(PATIENCE_MILLIS).toNanos();
    try (Socket socket = connect(target)) {
      socket.getOutputStream().write(request.text().getBytes(ISO_8859_1));
      while (System.nanoTime() < end) {
        Reply part = read(socket);
        all.append(part.text());
        if (part.closed() || new Reply(all.toString(), false).body().contains(text)) {
          break;
        }
      }
    }
    return new Reply(all.toString(), false);
  }

  /**
   * Sends a text, then one byte every now and then until the server ends the connection.
   *
   * @param patience after which the connection is given up
   */
  static Reply drip(Target target, String begin, Duration patience) throws IOException {
    StringBuilder text = new StringBuilder();
    long end = System.nanoTime() + patience.toNanos();
    try (Socket socket = connect(target)) {
      socket.setSoTimeout(PAUSE_MILLIS);
      socket.getOutputStream().write(begin.getBytes(ISO_8859_1));
      while (System.nanoTime() < end) {
        try {
          int next = socket.getInputStream().read();
          if (next < 0) {
            return new Reply(text.toString(), true);
          }
          Reply rest = read(socket);
          text.append((char) next).append(rest.text());
          if (rest.closed()) {
            return new Reply(text.toString(), true);
          }
          socket.setSoTimeout(PAUSE_MILLIS);
        } catch (SocketTimeoutException nothingYet) {
          socket.getOutputStream().write('x');
        }
      }
    } catch (IOException reset) {
      return new Reply(text.toString(), true);
    }
    return new Reply(text.toString(), false);
  }
}
