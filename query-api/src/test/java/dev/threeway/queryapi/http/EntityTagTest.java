package dev.threeway.queryapi.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threeway.queryapi.live.DriverEngine;
import dev.threeway.schemas.records.Source;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntityTagTest extends RouteTest {
  private static final String ROUTE = "/api/v1/transactions/{txn_id}";
  private static final String PATH = "/api/v1/transactions/T1";

  EntityTagTest() {
    super(ROUTE, 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"%s", "W/%s", "\"other\", %s", "\"other\" , W/%s", "*"})
  void whoHasTheAnswerIsSentNone(String condition) throws Exception {
    engine.send(DriverEngine.report(Source.CORE, "T1").build());
    String tag = tag(get(PATH));

    HttpResponse<String> response = get(PATH, "If-None-Match", condition.formatted(tag));

    assertThat(response.statusCode()).isEqualTo(304);
    assertThat(response.body()).isEmpty();
    assertThat(tag(response)).isEqualTo(tag);
    assertThat(response.headers().firstValue("Content-Type")).isEmpty();
    assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"other\"", "%s.", "", "W/"})
  void whoHasAnotherAnswerIsSentThisOne(String condition) throws Exception {
    engine.send(DriverEngine.report(Source.CORE, "T1").build());

    HttpResponse<String> response =
        get(PATH, "If-None-Match", condition.formatted(tag(get(PATH)).replace("\"", "")));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).contains("\"txn_id\":\"T1\"");
  }

  @Test
  void theTagChangesWithTheTransaction() throws Exception {
    engine.send(DriverEngine.report(Source.CORE, "T1").build());
    String before = tag(get(PATH));
    assertThat(tag(get(PATH))).isEqualTo(before);

    engine.send(DriverEngine.report(Source.GATEWAY, "T1").build());
    HttpResponse<String> response = get(PATH, "If-None-Match", before);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(tag(response)).isNotEqualTo(before);
  }

  @Test
  void aProblemHasNoTagAndNoCondition() throws Exception {
    HttpResponse<String> response = get(PATH, "If-None-Match", "*");

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.headers().firstValue("ETag")).isEmpty();
  }

  @Test
  void aHeadRequestIsToldTheSameTag() throws Exception {
    engine.send(DriverEngine.report(Source.CORE, "T1").build());

    assertThat(tag(api.send("HEAD", PATH))).isEqualTo(tag(get(PATH)));
  }

  private static String tag(HttpResponse<String> response) {
    return response.headers().firstValue("ETag").orElse("none");
  }
}
