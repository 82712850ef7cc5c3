package dev.threeway.queryapi.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threeway.topology.join.OpenBreakKey;
import java.io.IOException;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one instance makes of the page that another has written. */
class BreakListViewTest {
  private static final UUID ID = UUID.fromString("d1f5a0c2-6c55-3a6e-9d0f-0a1b2c3d4e5f");
  private static final String ITEM =
      "{\"mismatch_id\":\"%s\",\"core_value\":\"Žluťoučký \\\"kůň\\\" 🐎\",\"deviating\":[\"CORE\"],"
              .formatted(ID)
          + "\"more\":{\"detected_at\":\"no time\"},\"detected_at\":\"2026-03-01T09:00:00.120Z\"}";
  private static final String REST =
      "\"examined\":7,\"partitions\":{\"total\":3,\"answered\":2,\"missing\":[1]},\"complete\":false}";

  @Test
  void itemsArePassedOnAsTheyCame() throws IOException {
    String page = "{\"items\":[%s, %s],\"next_cursor\":\"abc\",%s".formatted(ITEM, ITEM, REST);

    assertThat(new String(Json.bytes(read(page)), UTF_8)).isEqualTo(page.replace("}, {", "},{"));
  }

  @Test
  void itemsHaveTheirPlacesByTimeAndId() throws IOException {
    BreakListView page = read("{\"items\":[%s],%s".formatted(ITEM, REST));

    assertThat(page.items().get(0).position())
        .isEqualTo(OpenBreakKey.of(Json.millis("2026-03-01T09:00:00.120Z"), ID));
    assertThat(page.nextCursor()).isNull();
    assertThat(page.examined()).isEqualTo(7);
    assertThat(page.coverage().missing()).containsExactly(1);
    assertThat(page.complete()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"items\":[],\"examined\":1,\"complete\":true}",
        "{\"items\":{},%REST",
        "{\"items\":[1],%REST",
        "{\"items\":[{}],%REST",
        "{\"items\":[{\"mismatch_id\":\"d1f5a0c2-6c55-3a6e-9d0f-0a1b2c3d4e5f\"}],%REST",
        "{\"items\":[{\"mismatch_id\":\"x\",\"detected_at\":\"2026-03-01T09:00:00.120Z\"}],%REST",
        "{\"items\":[{\"mismatch_id\":\"d1f5a0c2-6c55-3a6e-9d0f-0a1b2c3d4e5f\",\"detected_at\":1}],%REST",
        "{\"items\":[],\"surprise\":1,%REST",
        "{\"items\":[],%REST{}",
        "{\"items\":[",
      })
  void whatIsNoListOfBreaksIsRefused(String json) {
    assertThatThrownBy(() -> read(json.replace("%REST", REST))).isInstanceOf(IOException.class);
  }

  private static BreakListView read(String json) throws IOException {
    return BreakListView.read(json.getBytes(UTF_8));
  }
}
