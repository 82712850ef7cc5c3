package dev.threeway.simulator.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.threeway.simulator.faults.FaultPlan;
import dev.threeway.simulator.truth.TruthWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayFileSinkTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  private List<String> lines(int transactions, String faults) throws IOException {
    Path file = folder.resolve("legs.jsonl");
    SimulationSettings settings =
        SimulationSettings.builder()
            .transactions(transactions)
            .rate(100)
            .seed(7)
            .faults(FaultPlan.parse(faults))
            .build();
    try (TruthWriter truth = new TruthWriter(folder.resolve("truth"));
        LegSink sink = new ReplayFileSink(file)) {
      Simulation.replay(settings, Clock.systemUTC()).run(sink, truth, Progress.NONE);
    }
    return Files.readAllLines(file);
  }

  @Test
  void writes_a_line_for_each_leg_and_moves_the_clock_past_the_last_deadline() throws IOException {
    String rest =
        "\"account_id\":\"AC100169339896\",\"bank_code\":\"ESTNDEFF\",\"channel\":\"POS\","
            + "\"transaction_type\":\"REFUND\",\"reference_number\":\"REF514341732966\"}}";
    assertThat(lines(1, "none"))
        .containsExactly(
            "{\"topic\":\"core_txns\",\"key\":\"s7-000000001\","
                + "\"arrival_time\":\"2026-03-01T09:00:00.025Z\","
                + "\"value\":{\"event_id\":\"s7-000000001-core-1\",\"txn_id\":\"s7-000000001\","
                + "\"source\":\"CORE\",\"amount\":\"74.00\",\"currency\":\"EUR\","
                + "\"status\":\"SUCCESS\",\"event_time\":\"2026-03-01T08:59:59.799Z\","
                + rest,
            "{\"topic\":\"gateway_txns\",\"key\":\"s7-000000001\","
                + "\"arrival_time\":\"2026-03-01T09:00:00.447Z\","
                + "\"value\":{\"event_id\":\"s7-000000001-gateway-1\",\"txn_id\":\"s7-000000001\","
                + "\"source\":\"GATEWAY\",\"amount\":\"74.00\",\"currency\":\"EUR\","
                + "\"status\":\"SUCCESS\",\"event_time\":\"2026-03-01T09:00:00.227Z\","
                + rest,
            "{\"topic\":\"mobile_txns\",\"key\":\"s7-000000001\","
                + "\"arrival_time\":\"2026-03-01T09:00:00.540Z\","
                + "\"value\":{\"event_id\":\"s7-000000001-mobile-1\",\"txn_id\":\"s7-000000001\","
                + "\"source\":\"MOBILE\",\"amount\":\"74.00\",\"currency\":\"EUR\","
                + "\"status\":\"SUCCESS\",\"event_time\":\"2026-03-01T09:00:00.426Z\","
                + rest,
            "{\"advance_clock_to\":\"2026-03-01T09:05:34.799Z\"}");
  }

  @Test
  void writes_null_keys_null_values_and_raw_bytes_as_such() throws IOException {
    Set<String> raw = new HashSet<>();
    boolean nullKey = false;
    boolean nullValue = false;
    for (String line : lines(500, "rejected=100%")) {
      JsonNode leg = JSON.readTree(line);
      if (leg.has("advance_clock_to")) {
        continue;
      }
      assertThat(leg.fieldNames())
          .toIterable()
          .startsWith("topic", "key", "arrival_time")
          .hasSize(4);
      nullKey |= leg.get("key").isNull();
      nullValue |= leg.has("value") && leg.get("value").isNull();
      if (leg.has("value_base64")) {
        byte[] bytes = Base64.getDecoder().decode(leg.get("value_base64").asText());
        raw.add(bytes.length == 0 ? "empty" : bytes[0] == '{' ? "JSON" : "framed " + bytes.length);
      }
    }
    assertThat(nullKey).isTrue();
    assertThat(nullValue).isTrue();
    assertThat(raw).containsExactlyInAnyOrder("empty", "JSON", "framed 3", "framed 8");
  }

  @Test
  void ends_after_the_last_deadline_and_the_last_late_leg() throws IOException {
    List<String> lines = lines(50, "late=100%");
    Instant lastArrival =
        Instant.parse(JSON.readTree(lines.get(lines.size() - 2)).get("arrival_time").asText());
    Instant end =
        Instant.parse(JSON.readTree(lines.get(lines.size() - 1)).get("advance_clock_to").asText());
    assertThat(end).isEqualTo(lastArrival.plusSeconds(5));
  }

  @Test
  void names_the_file_that_it_cannot_write() throws IOException {
    Path file = folder.resolve("taken");
    Files.createDirectory(file);
    assertThatThrownBy(() -> new ReplayFileSink(file))
        .isInstanceOf(SinkException.class)
        .hasMessageStartingWith("cannot write the legs file " + file);
  }
}
