package dev.threeway.benchmarks.query;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * A connection that is kept open, for one question at a time. One thread asks, another reads; a
 * question is handed over by the socket and comes back by whoever collects free connections.
 */
final class Connection {
  private final String instance;
  private final InetSocketAddress address;
  private final Selector selector;
  private final ResponseParser parser = new ResponseParser();
  private SocketChannel channel;
  private volatile Question question;
  private volatile long due;

  /**
   * @param instance {@code host:port}
   */
  Connection(String instance, Selector selector) throws IOException {
    this.instance = instance;
    int colon = instance.lastIndexOf(':');
    this.address =
        new InetSocketAddress(
            instance.substring(0, colon), Integer.parseInt(instance.substring(colon + 1)));
    this.selector = selector;
    open();
  }

  private void open() throws IOException {
    channel = SocketChannel.open(address);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.configureBlocking(false);
    channel.register(selector, SelectionKey.OP_READ, this);
    parser.reset();
  }

  /** Connects anew. */
  void reopen() throws IOException {
    channel.close();
    open();
    selector.wakeup();
  }

  /**
   * Sends a question.
   *
   * @param when it was due, by {@link System#nanoTime}
   */
  void ask(Question asked, long when) throws IOException {
    question = asked;
    due = when;
    ByteBuffer request =
        ByteBuffer.wrap(
            "GET %s HTTP/1.1\r\nHost: %s\r\nAccept: application/json\r\n\r\n"
                .formatted(asked.path(), instance)
                .getBytes(StandardCharsets.US_ASCII));
    // A few hundred bytes on an idle connection: they fit.
    while (request.hasRemaining()) {
      channel.write(request);
    }
  }

  /**
   * Reads what is there.
   *
   * @return whether the answer is whole
   * @throws IOException if the connection is broken, or what comes is no answer
   */
  boolean read(ByteBuffer buffer) throws IOException {
    buffer.clear();
    int read = channel.read(buffer);
    if (read < 0) {
      throw new EOFException("the instance has closed the connection");
    }
    buffer.flip();
    try {
      return parser.feed(buffer);
    } catch (IllegalStateException | NumberFormatException malformed) {
      throw new IOException(malformed.getMessage(), malformed);
    }
  }

  ResponseParser response() {
    return parser;
  }

  String instance() {
    return instance;
  }

  /** What was asked and is not answered; null if nothing is. */
  Question question() {
    return question;
  }

  long due() {
    return due;
  }

  /** Makes ready for the next question. */
  void done() {
    question = null;
    parser.reset();
  }

  void close() throws IOException {
    channel.close();
  }
}
