package dev.threeway.queryapi.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.threeway.queryapi.live.DriverEngine;
import dev.threeway.queryapi.security.KeyServer;
import dev.threeway.queryapi.security.Tokens;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GuardTest {
  private static final String ME = "/api/v1/me";
  private static final String LIST = "/api/v1/mismatches";

  private DriverEngine engine;
  private KeyServer keys;
  private RunningApi api;

  @BeforeEach
  void start() {
    engine = new DriverEngine(1);
    keys = new KeyServer(Tokens.RSA);
    api = new RunningApi(engine.reads(), keys.verifier(), 3, engine.clock());
  }

  @AfterEach
  void stop() {
    api.close();
    keys.close();
    engine.close();
  }

  @Test
  void theCallerIsToldNameRolesAndPermissions() throws Exception {
    HttpResponse<String> me = as("auditor", ME);

    assertThat(new ObjectMapper().readTree(me.body()))
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    "{\"name\":\"auditor\",\"authenticated\":true,\"roles\":[\"auditor\"],"
                        + "\"permissions\":[\"read\",\"personal-data\",\"statistics\",\"export\",\"audit\"]}"));
    assertThat(me.headers().firstValue("Cache-Control")).hasValue("no-store");
  }

  @Test
  void theSchemeIsWrittenInWhateverCase() throws Exception {
    assertThat(api.get(ME, ME, "Authorization", "bearer " + Tokens.of("viewer")).statusCode())
        .isEqualTo(200);
  }

  @Test
  void aRefusalSaysNothingOfItsReasonButIsCounted() throws Exception {
    String expired = api.get(ME, ME, "Authorization", "Bearer " + Tokens.expired("admin")).body();
    String forged = api.get(ME, ME, "Authorization", "Bearer " + Tokens.forged("admin")).body();

    assertThat(expired).isEqualTo(forged).doesNotContain("xpired", "ignature");
    assertThat(refused("EXPIRED")).isEqualTo(1);
    assertThat(refused("SIGNATURE")).isEqualTo(1);
  }

  @Test
  void withoutKeysNoTokenIsGoodAndNoneIsCalledBad() throws Exception {
    keys.goAway();

    HttpResponse<String> response = as("admin", ME);
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.body()).contains("urn:threeway:problem:keys-unavailable");
    assertThat(response.headers().firstValue("Retry-After")).hasValue("1");
    assertThat(api.send("GET", "/livez").statusCode()).isEqualTo(200);
  }

  @Test
  void knownKeysHoldWhileTheIssuerIsAway() throws Exception {
    assertThat(as("viewer", ME).statusCode()).isEqualTo(200);
    keys.goAway();

    assertThat(as("admin", ME).statusCode()).isEqualTo(200);
  }

  @Test
  void eachUserHasALimitOfTheirOwn() throws Exception {
    for (int i = 0; i < 3; i++) {
      assertThat(as("viewer", LIST).statusCode()).isEqualTo(200);
    }

    assertThat(as("viewer", LIST).statusCode()).isEqualTo(429);
    assertThat(as("operator", LIST).statusCode()).isEqualTo(200);
  }

  @Test
  void whoTriesOutTokensIsStoppedByAddress() throws Exception {
    for (int i = 0; i < 3; i++) {
      assertThat(api.get(LIST, LIST, "Authorization", "Bearer guess" + i).statusCode())
          .isEqualTo(401);
    }

    assertThat(api.get(LIST, LIST, "Authorization", "Bearer guess").statusCode()).isEqualTo(429);
    // Who is known does not suffer from it.
    assertThat(as("viewer", LIST).statusCode()).isEqualTo(200);
  }

  @Test
  void aStreamEndsWithTheTokenThatItWasAskedForWith() throws Exception {
    long start = System.nanoTime();
    HttpResponse<String> stream =
        api.get(
            "/api/v1/stream",
            "/api/v1/stream",
            "Accept",
            "text/event-stream",
            "Authorization",
            "Bearer " + Tokens.lasting(Duration.ofSeconds(1), "viewer"));

    assertThat(stream.statusCode()).isEqualTo(200);
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isBetween(Duration.ofMillis(900), Duration.ofSeconds(20));
  }

  private HttpResponse<String> as(String role, String path) throws Exception {
    return api.get(
        path.replaceAll("\\?.*", ""), path, "Authorization", "Bearer " + Tokens.of(role));
  }

  private double refused(String reason) {
    return api.metrics().counter("threeway.security.refused", "reason", reason).count();
  }
}
