package dev.threeway.topology.oracle;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.threeway.schemas.records.TransactionEvent;
import dev.threeway.schemas.topics.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The complete input of some partitions: records in the order of their arrival.
 *
 * @param start the wall clock in the beginning, in ms
 * @param end the wall clock when the last output is read
 */
record History(long start, List<Arrival> arrivals, long end) {
  private static final ObjectMapper JSON = new ObjectMapper();

  List<Arrival> of(int partition) {
    return arrivals.stream().filter(arrival -> arrival.partition() == partition).toList();
  }

  /** The same, but that every record arrives together with a sweep. */
  History onSweeps() {
    List<Arrival> moved =
        arrivals.stream()
            .map(arrival -> arrival.at(OracleRules.sweepAt(arrival.at()), arrival.offset()))
            .toList();
    return new History(start, moved, end);
  }

  /** The history as lines that {@code ./recon replay} reads. */
  @Override
  public String toString() {
    ObjectNode last = JSON.createObjectNode().put("advance_clock_to", iso(end));
    return Stream.concat(arrivals.stream().map(History::line), Stream.of(last))
        .map(Object::toString)
        .collect(Collectors.joining("\n", "\n", "\n"));
  }

  private static ObjectNode line(Arrival arrival) {
    ObjectNode line =
        JSON.createObjectNode()
            .put("topic", Topics.of(arrival.topic()))
            .put("partition", arrival.partition())
            .put("key", arrival.key() == null ? null : text(arrival.key()))
            .put("arrival_time", iso(arrival.at()));
    if (arrival.isUnreadable()) {
      return line.put("value_base64", arrival.value());
    }
    return arrival.event() == null
        ? line.putNull("value")
        : line.set("value", fields(arrival.event()));
  }

  private static ObjectNode fields(TransactionEvent event) {
    ObjectNode fields = JSON.createObjectNode();
    event
        .getSchema()
        .getFields()
        .forEach(
            field -> {
              Object value = event.get(field.pos());
              if (value instanceof Instant instant) {
                fields.put(field.name(), iso(instant.toEpochMilli()));
              } else if (value != null) {
                fields.put(field.name(), value.toString());
              }
            });
    return fields;
  }

  static String iso(long millis) {
    return Instant.ofEpochMilli(millis)
        .atOffset(java.time.ZoneOffset.UTC)
        .format(java.time.format.DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'"));
  }

  private static String text(byte[] key) {
    return new String(key, StandardCharsets.UTF_8);
  }
}
