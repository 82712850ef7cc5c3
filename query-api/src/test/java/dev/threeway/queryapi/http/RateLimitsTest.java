package dev.threeway.queryapi.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threeway.queryapi.live.DriverEngine;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateLimitsTest {
  private static final long LENGTH = 10_000;

  @Property
  void noStretchOfTimeLetsPassMoreThanTheLimitAndNoneIsRefusedWithoutNeed(
      @ForAll @IntRange(min = 1, max = 5) int limit,
      @ForAll @Size(max = 60) List<@IntRange(max = 4_000) Integer> pauses) {
    SlidingWindow window = new SlidingWindow(limit, LENGTH);
    List<Long> passed = new ArrayList<>();
    long now = 0;
    for (int pause : pauses) {
      now += pause;
      long since = now - LENGTH;
      long before = passed.stream().filter(at -> at > since).count();
      SlidingWindow.Verdict verdict = window.take(now);

      assertThat(verdict.passed()).isEqualTo(before < limit);
      if (verdict.passed()) {
        passed.add(now);
        assertThat(verdict.remaining()).isEqualTo(limit - before - 1);
      } else {
        assertThat(verdict.remaining()).isZero();
        assertThat(new SlidingWindowAt(limit, passed).wouldPass(now + verdict.nanosToNext()))
            .isTrue();
        assertThat(new SlidingWindowAt(limit, passed).wouldPass(now + verdict.nanosToNext() - 1))
            .isFalse();
      }
    }
  }

  /** The rule by definition. */
  private record SlidingWindowAt(int limit, List<Long> passed) {
    boolean wouldPass(long now) {
      return passed.stream().filter(at -> at > now - LENGTH).count() < limit;
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v1/transactions/stats, 5, transactions-stats",
    "/api/v1/mismatches/stats, 3, mismatches-stats",
    "/api/v1/mismatches, 20, usual",
    "/openapi.yaml, 20, usual"
  })
  void aCallerIsRefusedBeyondTheLimitOfAResource(String route, int limit, String name)
      throws Exception {
    try (DriverEngine engine = new DriverEngine(1);
        RunningApi api = new RunningApi(engine.reads(), FixedState.RUNNING, 20, engine::now)) {
      List<Integer> left = new ArrayList<>();
      for (int i = 0; i < limit; i++) {
        HttpResponse<String> response = api.get(route, route);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("RateLimit-Policy"))
            .hasValue("\"%s\";q=%d;w=10".formatted(name, limit));
        left.add(remaining(response, name));
      }
      assertThat(left.get(left.size() - 1)).isZero();
      assertThat(left).isSortedAccordingTo(Comparator.reverseOrder());

      HttpResponse<String> refused = api.get(route, route);
      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(refused.body()).contains("\"type\":\"urn:threeway:problem:too-many-requests\"");
      assertThat(Integer.parseInt(refused.headers().firstValue("Retry-After").orElse("")))
          .isBetween(1, 10);
      assertThat(remaining(refused, name)).isZero();
      // Each resource counts for itself.
      assertThat(api.get("/api/v1/me", "/api/v1/me").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void probesHaveNoLimit() throws Exception {
    try (DriverEngine engine = new DriverEngine(1);
        RunningApi api = new RunningApi(engine.reads(), FixedState.RUNNING, 1, engine::now)) {
      for (int i = 0; i < 30; i++) {
        HttpResponse<String> response = api.get("/livez", "/livez");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("RateLimit")).isEmpty();
      }
    }
  }

  @Test
  void aLimitOfZeroIsNone() throws Exception {
    try (DriverEngine engine = new DriverEngine(1);
        RunningApi api = new RunningApi(engine.reads(), FixedState.RUNNING, 0, engine::now)) {
      for (int i = 0; i < 30; i++) {
        String stats = "/api/v1/mismatches/stats";
        assertThat(api.get(stats, stats).statusCode()).isEqualTo(200);
      }
    }
  }

  @Test
  void whatAnInstanceHasPassedOnCountsForNobody() throws Exception {
    try (DriverEngine engine = new DriverEngine(1);
        RunningApi api = new RunningApi(engine.reads(), FixedState.RUNNING, 2, engine::now)) {
      // The engine says that it is the instance at 127.0.0.1: from there a hop is believed.
      String me = "/api/v1/me";
      for (int i = 0; i < 5; i++) {
        assertThat(api.send("GET", me, "Threeway-Hops", "1").statusCode()).isEqualTo(200);
      }
      assertThat(api.send("GET", me).statusCode()).isEqualTo(200);
      assertThat(api.send("GET", me).statusCode()).isEqualTo(200);
      assertThat(api.send("GET", me).statusCode()).isEqualTo(429);
    }
  }

  private static int remaining(HttpResponse<String> response, String name) {
    String header = response.headers().firstValue("RateLimit").orElse("");
    assertThat(header).matches("\"" + name + "\";r=\\d+;t=\\d+");
    return Integer.parseInt(header.replaceAll(".*r=(\\d+);.*", "$1"));
  }
}
