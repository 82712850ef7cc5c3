package dev.threeway.deploy.it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.CRC32;

/**
 * Very many clients of the event stream on one thread, which count and sum up what they read of one
 * run: other tests may still be heard of.
 */
final class ManyReaders implements AutoCloseable {
  /** What one client has read. */
  private static final class Reader {
    private final SocketChannel channel;
    private final String run;
    private final StringBuilder line = new StringBuilder();
    private boolean hasId;
    private boolean hasGap;
    private int events;

    /** Of all events, in whatever order: partitions have none among each other. */
    private long sum;

    Reader(SocketChannel channel, String run) {
      this.channel = channel;
      this.run = run;
    }

    void take(byte each) {
      if (each != '\n') {
        line.append((char) (each & 0xff));
        return;
      }
      String text = line.toString();
      line.setLength(0);
      hasId |= text.startsWith("id: ");
      hasGap |= text.equals("event: gap");
      if (text.startsWith("data: ") && text.contains(run)) {
        events++;
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.ISO_8859_1));
        sum += crc.getValue();
      }
    }
  }

  private final Selector selector = Selector.open();
  private final List<Reader> readers = new ArrayList<>();
  private final Thread thread = new Thread(this::read, "many-readers");

  ManyReaders(int port, String query, String run, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      SocketChannel channel =
          SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      channel.write(ByteBuffer.wrap(SseSocket.request(query, null)));
      channel.configureBlocking(false);
      Reader reader = new Reader(channel, run);
      readers.add(reader);
      channel.register(selector, SelectionKey.OP_READ, reader);
    }
    thread.setDaemon(true);
    thread.start();
  }

  /** How many know where they are. */
  synchronized long started() {
    return readers.stream().filter(reader -> reader.hasId).count();
  }

  /** How many have read how many events. */
  synchronized Map<Integer, Long> clientsByEvents() {
    return readers.stream()
        .collect(Collectors.groupingBy(reader -> reader.events, Collectors.counting()));
  }

  /** How many different contents there are. */
  synchronized long contents() {
    return readers.stream().map(reader -> reader.sum).distinct().count();
  }

  synchronized long gaps() {
    return readers.stream().filter(reader -> reader.hasGap).count();
  }

  @Override
  public void close() throws IOException {
    thread.interrupt();
    selector.close();
    for (Reader reader : readers) {
      reader.channel.close();
    }
  }

  private void read() {
    ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
    try {
      while (selector.isOpen() && !Thread.currentThread().isInterrupted()) {
        selector.select();
        synchronized (this) {
          for (SelectionKey key : selector.selectedKeys()) {
            read((Reader) key.attachment(), key, buffer);
          }
        }
        selector.selectedKeys().clear();
      }
    } catch (IOException | ClosedSelectorException closed) {
      // The test is over; or it fails because events are missing.
    }
  }

  private static void read(Reader reader, SelectionKey key, ByteBuffer buffer) throws IOException {
    buffer.clear();
    int length = reader.channel.read(buffer);
    if (length < 0) {
      key.cancel();
    }
    buffer.flip();
    while (buffer.hasRemaining()) {
      reader.take(buffer.get());
    }
  }
}
