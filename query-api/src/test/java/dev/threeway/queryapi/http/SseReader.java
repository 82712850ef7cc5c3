package dev.threeway.queryapi.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads server-sent events over a connection of its own, as a browser takes them. */
final class SseReader implements AutoCloseable {
  /**
   * An event.
   *
   * @param id the last id when the event came
   */
  record Event(String id, String name, String data) {}

  private final HttpURLConnection connection;
  private final List<Event> events = new ArrayList<>();
  private String lastId;
  private String name;
  private String data;
  private volatile boolean over;

  private SseReader(HttpURLConnection connection) {
    this.connection = connection;
  }

  static SseReader open(String url, Map<String, String> headers) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
    connection.setRequestProperty("Accept", "text/event-stream");
    headers.forEach(connection::setRequestProperty);
    SseReader reader = new SseReader(connection);
    connection.connect();
    Thread thread = new Thread(reader::read, "sse-reader");
    thread.setDaemon(true);
    thread.start();
    return reader;
  }

  static List<Event> parse(String text) throws IOException {
    SseReader reader = new SseReader(null);
    reader.take(new BufferedReader(new StringReader(text + "\n")));
    return reader.events();
  }

  int status() throws IOException {
    return connection.getResponseCode();
  }

  String header(String header) {
    return connection.getHeaderField(header);
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
  public void close() {
    connection.disconnect();
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
      take(lines);
    } catch (IOException disconnected) {
      // The test has closed the reader, or looks at the status.
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
