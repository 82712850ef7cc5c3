package dev.threeway.queryapi.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.threeway.queryapi.live.DriverEngine;
import dev.threeway.queryapi.live.LiveEngine;
import dev.threeway.schemas.records.Source;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Probes, metrics and the access log. */
class OperationTest {
  @Test
  void theProbesOfARunningEngineSayUp() throws Exception {
    try (DriverEngine engine = new DriverEngine(1);
        RunningApi api = new RunningApi(engine.reads(), FixedState.RUNNING)) {
      for (String probe : new String[] {"/livez", "/readyz", "/startupz"}) {
        HttpResponse<String> response = api.get(probe, probe);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("{\"status\":\"UP\",\"engine\":\"RUNNING\"}");
      }
    }
  }

  @Test
  void anEngineThatHasFailedIsNeitherAliveNorReadyButHasStarted() throws Exception {
    try (DriverEngine engine = new DriverEngine(1);
        RunningApi api =
            new RunningApi(engine.reads(), new FixedState(true, false, false, "ERROR"))) {
      HttpResponse<String> live = api.get("/livez", "/livez");
      assertThat(live.statusCode()).isEqualTo(503);
      assertThat(live.headers().firstValue("Retry-After")).hasValue("1");
      assertThat(live.body())
          .isEqualTo(
              "{\"type\":\"urn:threeway:problem:not-alive\",\"title\":\"The engine has failed\","
                  + "\"status\":503,\"detail\":\"The engine is in state ERROR.\",\"trace_id\":\""
                  + RunningApi.TRACE_ID
                  + "\"}");
      assertThat(api.get("/readyz", "/readyz").statusCode()).isEqualTo(503);
      assertThat(api.get("/startupz", "/startupz").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void beforeTheEngineIsThereTheProcessIsAliveAndNothingElse() throws Exception {
    LiveEngine live = new LiveEngine();
    try (RunningApi api = new RunningApi(live, live)) {
      assertThat(api.get("/livez", "/livez").body())
          .isEqualTo("{\"status\":\"UP\",\"engine\":\"STARTING\"}");
      assertThat(api.get("/readyz", "/readyz").statusCode()).isEqualTo(503);
      assertThat(api.get("/startupz", "/startupz").statusCode()).isEqualTo(503);
      HttpResponse<String> list = api.get("/api/v1/mismatches", "/api/v1/mismatches");
      assertThat(list.statusCode()).isEqualTo(503);
      assertThat(list.headers().firstValue("Retry-After")).hasValue("1");
      assertThat(list.body()).contains("\"detail\":\"The engine of this instance is starting.\"");
    }
  }

  @Test
  void requestsAreCountedByRouteAndStatusNeverByPath() throws Exception {
    try (DriverEngine engine = new DriverEngine(1);
        RunningApi api = new RunningApi(engine.reads(), FixedState.RUNNING)) {
      engine.send(DriverEngine.report(Source.CORE, "T1").setAccountId("ACC-SECRET").build());
      api.send("GET", "/api/v1/transactions/T1");
      api.send("GET", "/api/v1/transactions/T1");
      api.send("GET", "/api/v1/transactions/nobody");
      api.send("GET", "/ACC-SECRET");
      api.send("ACC-SECRET", "/livez");

      HttpResponse<String> response = api.get("/metrics", "/metrics");

      assertThat(response.headers().firstValue("Content-Type"))
          .hasValue("text/plain; version=0.0.4; charset=utf-8");
      assertThat(response.body())
          .contains(
              "http_server_requests_seconds_count{method=\"GET\","
                  + "route=\"/api/v1/transactions/{txn_id}\",status=\"200\"} 2\n",
              "http_server_requests_seconds_count{method=\"GET\","
                  + "route=\"/api/v1/transactions/{txn_id}\",status=\"404\"} 1\n",
              "http_server_requests_seconds_count{method=\"GET\","
                  + "route=\"unmatched\",status=\"404\"} 1\n",
              "http_server_requests_seconds_count{method=\"OTHER\","
                  + "route=\"unmatched\",status=\"405\"} 1\n")
          .doesNotContain("ACC-SECRET", "T1");
    }
  }

  @Test
  void aScraperThatPrefersOpenMetricsGetsIt() throws Exception {
    try (DriverEngine engine = new DriverEngine(1);
        RunningApi api = new RunningApi(engine.reads(), FixedState.RUNNING)) {
      HttpResponse<String> response =
          api.get(
              "/metrics",
              "/metrics",
              "Accept",
              "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5,*/*;q=0.1");

      assertThat(response.headers().firstValue("Content-Type"))
          .hasValue("application/openmetrics-text; version=1.0.0; charset=utf-8");
      assertThat(response.body()).endsWith("# EOF\n");
    }
  }

  @Test
  void everyApiRequestIsOneLineWithItsTraceAndWithoutItsPath() throws Exception {
    Logger access = (Logger) LoggerFactory.getLogger("dev.threeway.access");
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    access.addAppender(lines);
    access.setLevel(Level.INFO);
    try (DriverEngine engine = new DriverEngine(1)) {
      // Closing waits for the requests to end, and with them for their lines.
      try (RunningApi api = new RunningApi(engine.reads(), FixedState.RUNNING)) {
        api.send("GET", "/api/v1/transactions/ACC-SECRET?account=ACC-SECRET");
        api.send("GET", "/livez");
      }
    } finally {
      access.detachAppender(lines);
      access.setLevel(null);
    }

    assertThat(lines.list).hasSize(1);
    ILoggingEvent line = lines.list.get(0);
    assertThat(line.getKeyValuePairs())
        .extracting(pair -> pair.key)
        .containsExactly("method", "route", "status", "ms", "trace_id");
    assertThat(line.getKeyValuePairs().toString())
        .contains(
            "method=\"GET\"",
            "route=\"/api/v1/transactions/{txn_id}\"",
            "status=\"400\"",
            "trace_id=\"" + RunningApi.TRACE_ID + "\"")
        .doesNotContain("ACC-SECRET");
  }
}
