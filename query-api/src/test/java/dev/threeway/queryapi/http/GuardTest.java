package dev.threeway.queryapi.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.threeway.queryapi.audit.AuditEvent;
import dev.threeway.queryapi.security.Tokens;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class GuardTest {
  private static final String ME = "/api/v1/me";
  private static final String LIST = "/api/v1/mismatches";

  @RegisterExtension final SecuredApi secured = new SecuredApi(1, 3);

  @Test
  void theCallerIsToldNameRolesAndPermissions() throws Exception {
    HttpResponse<String> me = secured.as("auditor", ME);

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
    assertThat(
            secured
                .api()
                .get(ME, ME, "Authorization", "bearer " + Tokens.of("viewer"))
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void aRefusalSaysNothingOfItsReasonButIsCounted() throws Exception {
    String expired = secured.with(Tokens.expired("admin"), ME, ME).body();
    String forged = secured.with(Tokens.forged("admin"), ME, ME).body();

    assertThat(expired).isEqualTo(forged).doesNotContain("xpired", "ignature");
    assertThat(refused("EXPIRED")).isEqualTo(1);
    assertThat(refused("SIGNATURE")).isEqualTo(1);
  }

  @Test
  void withoutKeysNoTokenIsGoodAndNoneIsCalledBad() throws Exception {
    secured.keys().goAway();

    HttpResponse<String> response = secured.as("admin", ME);
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.body()).contains("urn:threeway:problem:keys-unavailable");
    assertThat(response.headers().firstValue("Retry-After")).hasValue("1");
    assertThat(secured.api().send("GET", "/livez").statusCode()).isEqualTo(200);
  }

  @Test
  void knownKeysHoldWhileTheIssuerIsAway() throws Exception {
    assertThat(secured.as("viewer", ME).statusCode()).isEqualTo(200);
    secured.keys().goAway();

    assertThat(secured.as("admin", ME).statusCode()).isEqualTo(200);
  }

  @Test
  void eachUserHasALimitOfTheirOwn() throws Exception {
    for (int i = 0; i < 3; i++) {
      assertThat(secured.as("viewer", LIST).statusCode()).isEqualTo(200);
    }

    assertThat(secured.as("viewer", LIST).statusCode()).isEqualTo(429);
    assertThat(secured.as("operator", LIST).statusCode()).isEqualTo(200);
  }

  @Test
  void whoTriesOutTokensIsStoppedByAddress() throws Exception {
    for (int i = 0; i < 3; i++) {
      assertThat(secured.with("guess" + i, LIST, LIST).statusCode()).isEqualTo(401);
    }

    assertThat(secured.with("guess", LIST, LIST).statusCode()).isEqualTo(429);
    // Who is known does not suffer from it.
    assertThat(secured.as("viewer", LIST).statusCode()).isEqualTo(200);
  }

  @Test
  void whoeverGoesOnBeyondTheLimitIsASignalAndNoMore() throws Exception {
    for (int i = 0; i < 3 + 19; i++) {
      secured.as("viewer", LIST);
    }
    assertThat(signals()).isEmpty();

    secured.as("viewer", LIST);
    secured.as("viewer", LIST);

    assertThat(signals()).as("by address and by user").containsExactly("flooding", "flooding");
    assertThat(secured.api().audit().events()).as("what is answered with 429 is no row").hasSize(6);
  }

  @Test
  void oneUserCannotTakeThePlacesOfAllStreams() throws Exception {
    String stream = "/api/v1/stream";
    String viewer = Tokens.lasting(Duration.ofHours(1), "viewer");
    Map<String, String> first = Map.of("Authorization", "Bearer " + viewer);
    try (SseReader open = SseReader.open(secured.api().port(), stream, first)) {
      assertThat(open.status()).isEqualTo(200);

      HttpResponse<String> second = secured.with(viewer, stream, stream);
      assertThat(second.statusCode()).isEqualTo(429);
      assertThat(second.headers().firstValue("Retry-After")).isPresent();
      String operator = Tokens.lasting(Duration.ofSeconds(1), "operator");
      assertThat(secured.with(operator, stream, stream).statusCode()).isEqualTo(200);
      // What has ended leaves its place.
      assertThat(secured.with(operator, stream, stream).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aStreamEndsWithTheTokenThatItWasAskedForWith() throws Exception {
    long start = System.nanoTime();
    HttpResponse<String> stream =
        secured
            .api()
            .get(
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

  private List<String> signals() {
    return secured.api().audit().events().stream()
        .filter(event -> event.action().equals("THREAT"))
        .map(AuditEvent::resource)
        .toList();
  }

  private double refused(String reason) {
    return secured.api().metrics().counter("threeway.security.refused", "reason", reason).count();
  }
}
