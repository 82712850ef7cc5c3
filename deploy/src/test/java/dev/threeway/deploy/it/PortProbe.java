package dev.threeway.deploy.it;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** What a port on loopback speaks, found out by trying. */
final class PortProbe {
  private static final int PATIENCE_MILLIS = 5_000;
  private static final int HANDSHAKE = 0x16;

  private final int port;

  PortProbe(int port) {
    this.port = port;
  }

  /**
   * Shakes hands.
   *
   * @param protocol what is said to be spoken on top of TLS, where the server insists on one
   * @return the version of TLS
   */
  String handshake(SSLContext context, String protocol) throws IOException {
    try (Socket plain = connect();
        SSLSocket encrypted =
            (SSLSocket)
                context
                    .getSocketFactory()
                    .createSocket(
                        plain, InetAddress.getLoopbackAddress().getHostAddress(), port, true)) {
      SSLParameters parameters = encrypted.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      if (protocol != null) {
        parameters.setApplicationProtocols(new String[] {protocol});
      }
      encrypted.setSSLParameters(parameters);
      encrypted.startHandshake();
      return encrypted.getSession().getProtocol();
    }
  }

  /** Whether the server goes on with a handshake by TLS 1.1. */
  boolean takesTls11() throws IOException {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(clientHello());
      return socket.getInputStream().read() == HANDSHAKE;
    } catch (IOException closed) {
      return false;
    }
  }

  /** What comes back to a request of HTTP in the clear; empty if the connection just ends. */
  String answerInTheClear() {
    try (Socket socket = connect()) {
      socket
          .getOutputStream()
          .write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readNBytes(64), StandardCharsets.ISO_8859_1);
    } catch (IOException closed) {
      return "";
    }
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket();
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
    socket.setSoTimeout(PATIENCE_MILLIS);
    return socket;
  }

  /**
   * Java refuses to send one: it is made by hand, of what a client of that time would have sent.
   */
  private static byte[] clientHello() throws IOException {
    ByteArrayOutputStream extensions = new ByteArrayOutputStream();
    DataOutputStream extension = new DataOutputStream(extensions);
    // Supported groups: secp256r1.
    extension.write(new byte[] {0, 10, 0, 4, 0, 2, 0, 23});
    // Formats of points: not compressed.
    extension.write(new byte[] {0, 11, 0, 2, 1, 0});
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    DataOutputStream hello = new DataOutputStream(body);
    hello.writeShort(0x0302);
    hello.write(new byte[32]);
    hello.writeByte(0);
    // ECDHE with ECDSA or RSA, and RSA, each with AES-128-CBC and SHA-1.
    hello.write(new byte[] {0, 6, (byte) 0xC0, 0x09, (byte) 0xC0, 0x13, 0x00, 0x2F});
    hello.write(new byte[] {1, 0});
    hello.writeShort(extensions.size());
    hello.write(extensions.toByteArray());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream message = new DataOutputStream(bytes);
    message.writeByte(HANDSHAKE);
    message.writeShort(0x0301);
    message.writeShort(body.size() + 4);
    message.writeByte(1);
    message.writeByte(0);
    message.writeShort(body.size());
    message.write(body.toByteArray());
    return bytes.toByteArray();
  }
}
