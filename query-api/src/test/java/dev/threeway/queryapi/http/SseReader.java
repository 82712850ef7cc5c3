package dev.threeway.queryapi.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads server-sent events over a connection of its own, as a browser takes them. */
final class SseReader implements AutoCloseable {
  /**
   * An event.
   *
   * @param id the last id when the event came
   */
  record Event(String id, String name, String data) {}

  private final Socket socket;
  private final Map<String, String> responseHeaders = new HashMap<>();
  private final List<Event> events = new ArrayList<>();
  private int status;
  private String lastId;
  private String name;
  private String data;
  private volatile boolean over;

  private SseReader(Socket socket) {
    this.socket = socket;
  }

  /** Asks a server on this machine, and returns when it has begun to answer. */
  static SseReader open(int port, String pathAndQuery, Map<String, String> headers)
      throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    // HTTP/1.0: the response comes without the frames of chunks.
    StringBuilder request = new StringBuilder("GET " + pathAndQuery + " HTTP/1.0\r\n");
    headers.forEach((header, value) -> request.append(header + ": " + value + "\r\n"));
    socket.getOutputStream().write((request + "\r\n").getBytes(StandardCharsets.US_ASCII));
    SseReader reader = new SseReader(socket);
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    reader.takeHead(lines);
    Thread thread = new Thread(() -> reader.read(lines), "sse-reader");
    thread.setDaemon(true);
    thread.start();
    return reader;
  }

  static List<Event> parse(String text) throws IOException {
    SseReader reader = new SseReader(null);
    reader.take(new BufferedReader(new StringReader(text + "\n")));
    return reader.events();
  }

  int status() {
    return status;
  }

  /** A header of the response, by its name in lower case. */
  String header(String header) {
    return responseHeaders.get(header);
  }

  synchronized List<Event> events() {
    return List.copyOf(events);
  }

  List<String> names() {
    return events().stream().map(Event::name).distinct().toList();
  }

  List<String> data(String kind) {
    return events().stream().filter(event -> event.name().equals(kind)).map(Event::data).toList();
  }

  synchronized long count(String kind) {
    return events.stream().filter(event -> event.name().equals(kind)).count();
  }

  synchronized String lastId() {
    return lastId;
  }

  boolean isOver() {
    return over;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private void takeHead(BufferedReader lines) throws IOException {
    status =
        Integer.parseInt(lines.readLine().substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
    for (String line = lines.readLine(); !line.isEmpty(); line = lines.readLine()) {
      int colon = line.indexOf(':');
      responseHeaders.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).trim());
    }
  }

  private void read(BufferedReader lines) {
    try {
      take(lines);
    } catch (IOException disconnected) {
      // The test has closed the reader.
    } finally {
      over = true;
    }
  }

  private void take(BufferedReader lines) throws IOException {
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      synchronized (this) {
        take(line);
      }
    }
  }

  private void take(String line) {
    if (line.startsWith("id: ")) {
      lastId = line.substring("id: ".length());
    } else if (line.startsWith("event: ")) {
      name = line.substring("event: ".length());
    } else if (line.startsWith("data: ")) {
      data = line.substring("data: ".length());
    } else if (line.isEmpty()) {
      if (data != null) {
        events.add(new Event(lastId, name, data));
      }
      name = null;
      data = null;
    }
  }
}
