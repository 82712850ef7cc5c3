package dev.threeway.queryapi.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threeway.queryapi.live.DriverEngine;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DocsRoutesTest {
  private static final Pattern LINK = Pattern.compile("(?:src|href)=\"([^\"]+)\"");

  private DriverEngine engine;
  private RunningApi api;

  @BeforeEach
  void start() {
    engine = new DriverEngine(1);
    api = new RunningApi(engine.reads(), FixedState.RUNNING);
  }

  @AfterEach
  void stop() {
    api.close();
    engine.close();
  }

  @Test
  void everythingThatThePageLoadsIsHere() throws Exception {
    HttpResponse<String> page = api.get("/docs", "/docs");
    assertThat(page.statusCode()).isEqualTo(200);

    Matcher links = LINK.matcher(page.body());
    int found = 0;
    while (links.find()) {
      String link = links.group(1);
      if (link.startsWith("/docs/")) {
        found++;
        HttpResponse<String> file = api.get("/docs/{file}", link);
        assertThat(file.statusCode()).as(link).isEqualTo(200);
        assertThat(file.body()).as(link).isNotBlank();
      } else {
        assertThat(link).isIn("data:,", "/openapi.yaml");
      }
    }
    assertThat(found).isEqualTo(4);
  }

  @Test
  void nothingInlineAndNothingFromElsewhereMayRun() throws Exception {
    HttpResponse<String> page = api.get("/docs", "/docs");

    String policy = page.headers().firstValue("Content-Security-Policy").orElse("");
    assertThat(policy)
        .contains("default-src 'none'", "script-src 'self'", "style-src 'self'")
        .doesNotContain("unsafe", "http:", "https:", "*");
    assertThat(page.body()).doesNotContainPattern("<script>|<style|style=|onload=|https?://");
  }

  @Test
  void thereIsNoOtherFile() throws Exception {
    for (String name : List.of("index.html", "swagger-ui.js", "..", "%2e%2e", "a%2Fb")) {
      HttpResponse<String> response = api.send("GET", "/docs/" + name);
      assertThat(response.statusCode()).as(name).isIn(400, 404);
      assertThat(response.headers().firstValue("Content-Type"))
          .hasValue("application/problem+json");
    }
  }

  @Test
  void aBrowserThatAsksForPagesFirstIsGivenThePage() throws Exception {
    String browsers = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    assertThat(api.get("/docs", "/docs", "Accept", browsers).headers().firstValue("Content-Type"))
        .hasValue("text/html;charset=utf-8");
  }
}
