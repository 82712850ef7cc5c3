package dev.threeway.queryapi.push;

import dev.threeway.schemas.records.Mismatch;
import dev.threeway.schemas.records.ReconciliationResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A client at the end of a channel that takes what comes for as long as a test lets it. */
final class FakeClient implements ClientChannel {
  /**
   * An event as it arrived.
   *
   * @param id the last id that came, with this event or before
   */
  record Event(String id, String name, String data) {}

  static final EventRenderer RENDERER =
      payload -> describe(payload).getBytes(StandardCharsets.UTF_8);

  private final StringBuilder text = new StringBuilder();
  private boolean stalled;
  private boolean ended;
  private StreamClient client;

  static FakeClient connect(EventStream stream, StreamFilter filter, String lastEventId) {
    return connect(stream, filter, lastEventId, null);
  }

  static FakeClient connect(
      EventStream stream, StreamFilter filter, String lastEventId, Snapshot snapshot) {
    FakeClient fake = new FakeClient();
    try {
      StreamPosition resume = lastEventId == null ? null : StreamPosition.parse(lastEventId);
      fake.client = stream.open(filter, resume, RENDERER, snapshot, fake);
    } catch (StreamPosition.MalformedException malformed) {
      throw new IllegalArgumentException(malformed);
    }
    fake.client.pump();
    return fake;
  }

  void disconnect() {
    client.end();
  }

  /** From here on the channel takes nothing. */
  synchronized void stall() {
    stalled = true;
  }

  /** From here on the channel takes everything. */
  void goOn() {
    synchronized (this) {
      stalled = false;
    }
    client.pump();
  }

  synchronized boolean isEnded() {
    return ended;
  }

  synchronized String text() {
    return text.toString();
  }

  /** The last id that came; null before the first. */
  String lastId() {
    String last = null;
    for (String line : text().split("\n", -1)) {
      last = line.startsWith("id: ") ? line.substring("id: ".length()) : last;
    }
    return last;
  }

  List<Event> events() {
    List<Event> events = new ArrayList<>();
    String id = null;
    String name = null;
    for (String line : text().split("\n", -1)) {
      if (line.startsWith("id: ")) {
        id = line.substring("id: ".length());
      } else if (line.startsWith("event: ")) {
        name = line.substring("event: ".length());
      } else if (line.startsWith("data: ")) {
        events.add(new Event(id, name, line.substring("data: ".length())));
      }
    }
    return events;
  }

  /** What arrived from the topics: transaction ids, or how a gap describes itself. */
  List<String> data() {
    return events().stream()
        .flatMap(event -> event.name().equals("stats") ? Stream.empty() : Stream.of(event.data()))
        .toList();
  }

  @Override
  public synchronized boolean isReady() {
    return !stalled;
  }

  @Override
  public synchronized void write(byte[] bytes) {
    text.append(new String(bytes, StandardCharsets.UTF_8));
  }

  @Override
  public synchronized void end() {
    ended = true;
  }

  private static String describe(Object payload) {
    if (payload instanceof Mismatch mismatch) {
      return mismatch.getTxnId();
    }
    if (payload instanceof ReconciliationResult result) {
      return result.getTxnId();
    }
    if (payload instanceof Gap gap) {
      return "gap " + gap.reason() + (gap.missed() == null ? "" : " " + gap.missed());
    }
    if (payload instanceof Incident incident) {
      return "incident " + incident.kind() + " " + incident.engine();
    }
    return payload.toString();
  }
}
