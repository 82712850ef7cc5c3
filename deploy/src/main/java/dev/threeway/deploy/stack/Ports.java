package dev.threeway.deploy.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/** Chooses ports on loopback. */
public final class Ports {
  private static final int ATTEMPTS = 100;

  /**
   * Below the ports that the system gives to outgoing connections: such a connection could take the
   * port of a part that is down for a moment, and one that tries that very port would meet itself.
   */
  private static final int LOWEST = 12_000;

  private static final int HIGHEST = 32_000;

  private static final SecureRandom RANDOM = new SecureRandom();

  private Ports() {}

  /** Eight ports that are free at this moment. */
  public static Addresses free() {
    return choose(0, 0, 0, 0, 0, 0, 0, 0);
  }

  /**
   * The ports by which a stack can be found again, each replaced by a free one where it is taken.
   *
   * @param api the engine's port; 0 for a free one
   */
  public static Addresses wellKnown(int api) {
    return choose(19092, 19093, 18081, 15432, 18083, api, 9464, 18180);
  }

  private static Addresses choose(int... wanted) {
    List<ServerSocket> held = new ArrayList<>();
    try {
      for (int port : wanted) {
        held.add(hold(port));
      }
      int[] ports = held.stream().mapToInt(ServerSocket::getLocalPort).toArray();
      return new Addresses(
          ports[0],
          ports[1],
          ports[2],
          ports[3],
          ports[4],
          ports[5],
          ports[6],
          ports[7],
          Transport.PLAIN);
    } catch (IOException e) {
      throw new UncheckedIOException("no free port on " + Addresses.HOST, e);
    } finally {
      held.forEach(Ports::close);
    }
  }

  private static ServerSocket hold(int port) throws IOException {
    IOException last = null;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        return bind(attempt == 0 && port != 0 ? port : RANDOM.nextInt(LOWEST, HIGHEST));
      } catch (IOException taken) {
        last = taken;
      }
    }
    throw last;
  }

  /** Whether nothing listens on a port of loopback. */
  public static boolean isFree(int port) {
    try {
      close(bind(port));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }

  private static ServerSocket bind(int port) throws IOException {
    ServerSocket socket = new ServerSocket();
    try {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return socket;
    } catch (IOException e) {
      close(socket);
      throw e;
    }
  }

  private static void close(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
