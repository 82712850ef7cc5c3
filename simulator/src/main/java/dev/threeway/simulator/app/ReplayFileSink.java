package dev.threeway.simulator.app;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import dev.threeway.schemas.records.TransactionEvent;
import dev.threeway.simulator.faults.Leg;
import java.io.BufferedWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.function.Consumer;
import org.apache.avro.Schema;

/**
 * Writes legs to a file that the replay reads: one JSON object per line, in the order of arrival,
 * and at the end a line that moves the clock past the last deadline. Holds no leg in memory.
 */
public final class ReplayFileSink implements LegSink {
  /** The clock ends this long after the last deadline, so that all breaks are published. */
  private static final Duration AFTER_THE_LAST_DEADLINE = Duration.ofSeconds(5);

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final Path file;
  private final BufferedWriter out;
  private final JsonGenerator json;
  private long lastArrival = Long.MIN_VALUE;

  /**
   * Creates the file or empties it; makes its folder if needed.
   *
   * @throws SinkException if that fails
   */
  public ReplayFileSink(Path file) {
    this.file = file;
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      this.out = Files.newBufferedWriter(file);
      this.json = new JsonFactory().createGenerator(out);
      json.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public void send(Leg leg, Consumer<Leg> confirmed) {
    lastArrival = Math.max(lastArrival, leg.sendAt());
    try {
      json.writeStartObject();
      json.writeStringField("topic", leg.topic());
      json.writeStringField("key", leg.key().orElse(null));
      json.writeStringField("arrival_time", time(Instant.ofEpochMilli(leg.sendAt())));
      if (leg.bytes().isPresent()) {
        json.writeBinaryField("value_base64", leg.bytes().get());
      } else if (leg.event().isPresent()) {
        json.writeFieldName("value");
        write(leg.event().get());
      } else {
        json.writeNullField("value");
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw failed(e);
    }
    confirmed.accept(leg);
  }

  private void write(TransactionEvent event) throws IOException {
    json.writeStartObject();
    for (Schema.Field field : TransactionEvent.getClassSchema().getFields()) {
      Object value = event.get(field.pos());
      if (value instanceof BigDecimal amount) {
        json.writeStringField(field.name(), amount.toPlainString());
      } else if (value instanceof Instant instant) {
        json.writeStringField(field.name(), time(instant));
      } else if (value != null) {
        json.writeStringField(field.name(), value.toString());
      }
    }
    json.writeEndObject();
  }

  private static String time(Instant instant) {
    return TIME.format(instant);
  }

  @Override
  public void finish(Instant lastDeadline) {
    Instant last = Instant.ofEpochMilli(Math.max(lastDeadline.toEpochMilli(), lastArrival));
    try {
      json.writeStartObject();
      json.writeStringField("advance_clock_to", time(last.plus(AFTER_THE_LAST_DEADLINE)));
      json.writeEndObject();
      json.writeRaw('\n');
      json.flush();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public void close() {
    try {
      json.close();
      out.close();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private SinkException failed(IOException e) {
    return new SinkException("cannot write the legs file " + file + ": " + e, e);
  }
}
