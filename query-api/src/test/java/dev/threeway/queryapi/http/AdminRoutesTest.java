package dev.threeway.queryapi.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.threeway.queryapi.live.DriverEngine;
import dev.threeway.queryapi.live.LiveEngine;
import org.junit.jupiter.api.Test;

class AdminRoutesTest {
  private static final String HEALTH = "/api/v1/admin/system-health";
  private static final String RULES = "/api/v1/admin/rules";
  private static final String ME = "/api/v1/me";

  @Test
  void aRunningEngineIsUp() throws Exception {
    try (DriverEngine engine = new DriverEngine(1);
        RunningApi api = new RunningApi(engine.reads(), FixedState.RUNNING)) {
      assertThat(api.get(HEALTH, HEALTH).body())
          .isEqualTo(
              "{\"status\":\"UP\",\"parts\":[{\"part\":\"engine\",\"status\":\"UP\","
                  + "\"detail\":\"Kafka Streams is RUNNING.\",\"items\":[]}]}");
    }
  }

  @Test
  void anEngineThatStartsDegradesTheSystem() throws Exception {
    LiveEngine live = new LiveEngine();
    try (RunningApi api = new RunningApi(live, live)) {
      JsonNode health = new ObjectMapper().readTree(api.get(HEALTH, HEALTH).body());

      assertThat(health.get("status").asText()).isEqualTo("DEGRADED");
      assertThat(health.at("/parts/0/detail").asText()).isEqualTo("Kafka Streams is STARTING.");
    }
  }

  @Test
  void theRulesInForceAreShownInTheWordsOfARulesFile() throws Exception {
    try (DriverEngine engine = new DriverEngine(1);
        RunningApi api = new RunningApi(engine.reads(), FixedState.RUNNING)) {
      var response = api.get(RULES, RULES);

      assertThat(response.body())
          .isEqualTo(
              "{\"version\":\"default-1\",\"timestamp_tolerance\":\"5s\",\"amount\":"
                  + "{\"absolute\":\"0.0100\",\"percent\":\"0\",\"high_from_percent\":\"1\","
                  + "\"critical_from\":\"100000.0000\"},\"severity\":{\"currency\":\"HIGH\","
                  + "\"account\":\"HIGH\",\"status\":\"HIGH\",\"status_pending\":\"MEDIUM\","
                  + "\"amount\":\"MEDIUM\",\"amount_high\":\"HIGH\",\"timestamp\":\"LOW\","
                  + "\"missing_core\":\"HIGH\",\"missing\":\"MEDIUM\",\"duplicate\":\"HIGH\"},"
                  + "\"overrides\":[]}");
      assertThat(response.headers().firstValue("Cache-Control")).hasValue("private, max-age=300");
      String tag = response.headers().firstValue("ETag").orElse("");
      assertThat(api.get(RULES, RULES, "If-None-Match", tag).statusCode()).isEqualTo(304);
    }
  }

  @Test
  void withoutSecurityTheCallerIsNobodyAndMayDoEverything() throws Exception {
    try (DriverEngine engine = new DriverEngine(1);
        RunningApi api = new RunningApi(engine.reads(), FixedState.RUNNING)) {
      JsonNode me = new ObjectMapper().readTree(api.get(ME, ME).body());

      assertThat(me.get("name").asText()).isEqualTo("anonymous");
      assertThat(me.get("authenticated").asBoolean()).isFalse();
      assertThat(me.get("roles")).hasToString("[\"viewer\",\"operator\",\"auditor\",\"admin\"]");
      assertThat(api.get(ME, ME + "?name=admin").statusCode()).isEqualTo(400);
    }
  }
}
