package dev.threeway.queryapi.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.threeway.queryapi.live.DriverEngine;
import dev.threeway.queryapi.security.Grant;
import dev.threeway.queryapi.security.KeyServer;
import dev.threeway.queryapi.security.Permission;
import dev.threeway.queryapi.security.Permissions;
import dev.threeway.queryapi.security.Role;
import dev.threeway.queryapi.security.Tokens;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of permissions, walked in whole: every route, every role, and who has none. */
class PermissionsTest {
  private static final String METRICS = "/metrics";
  private static final Path DOCUMENT = Path.of("..", "docs", "permissions.md");

  private static DriverEngine engine;
  private static KeyServer keys;
  private static RunningApi api;

  @BeforeAll
  static void start() {
    engine = new DriverEngine(1);
    keys = new KeyServer(Tokens.RSA);
    api = new RunningApi(engine.reads(), keys.verifier(), 0, engine.clock());
  }

  @AfterAll
  static void stop() {
    api.close();
    keys.close();
    engine.close();
  }

  @Test
  void everyOperationHasARowAndEveryRowIsAnOperation() {
    assertThat(Permissions.TABLE.stream().map(row -> row.method() + " " + row.path()))
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(new ApiContract().operations());
  }

  @Test
  void theContractSaysWhatTheTableSays() throws Exception {
    Map<String, String> said = new TreeMap<>();
    Map<String, String> rows = new TreeMap<>();
    try (InputStream yaml = PermissionsTest.class.getResourceAsStream("/openapi.yaml")) {
      JsonNode paths = new YAMLMapper().readTree(yaml).get("paths");
      for (Grant row : Permissions.TABLE) {
        String method = row.method().toLowerCase(Locale.ROOT);
        said.put(name(row), paths.path(row.path()).path(method).path("security").toString());
        rows.put(name(row), security(row.permission()));
      }
    }

    assertThat(said).isEqualTo(rows);
  }

  private static String security(Permission permission) {
    if (permission == Permission.PUBLIC) {
      return "[]";
    }
    return permission
        .least()
        .map(role -> "[{\"bearer\":[\"%s\"]}]".formatted(role.id()))
        .orElse("[{\"bearer\":[]}]");
  }

  @Test
  void aRouteThatHasNoRowForItsMethodIsAMistake() {
    Handler nothing = request -> {};
    String path = "/api/v1/mismatches";
    List<String> json = List.of(Route.JSON);

    assertThat(ApiServer.granted(List.of(new Route(path, json, nothing)))).hasSize(1);
    assertThatThrownBy(
            () -> ApiServer.granted(List.of(new Route(HandlerType.POST, path, json, nothing))))
        .hasMessage("the table of permissions has no row for POST /api/v1/mismatches");
  }

  @Test
  void nobodyMayUseARouteThatHasNoRowForItsMethod() throws Exception {
    Route unknown =
        new Route(
            HandlerType.POST,
            "/api/v1/mismatches",
            List.of(Route.JSON),
            request -> request.contentType(Route.JSON).result("{}"));
    try (RunningApi open = new RunningApi(List.of(unknown));
        RunningApi guarded = new RunningApi(List.of(unknown), keys.verifier())) {
      String admin = "Bearer " + Tokens.of("admin");

      assertThat(open.send("POST", unknown.path()).statusCode()).isEqualTo(200);
      assertThat(guarded.send("POST", unknown.path(), "Authorization", admin).statusCode())
          .isEqualTo(403);
      assertThat(guarded.send("POST", unknown.path()).statusCode()).isEqualTo(401);
    }
  }

  @Test
  void theDocumentIsTheTable() throws Exception {
    List<String> rows =
        Files.readAllLines(DOCUMENT).stream().filter(line -> line.startsWith("| `")).toList();

    assertThat(rows)
        .as("the rows of %s", DOCUMENT)
        .containsExactlyElementsOf(Permissions.TABLE.stream().map(PermissionsTest::line).toList());
  }

  private static String line(Grant row) {
    String least =
        row.permission()
            .least()
            .map(Role::id)
            .orElse(row.permission() == Permission.PUBLIC ? "–" : "any");
    return "| `%s` | %s | %s | %s | %s |"
        .formatted(
            name(row),
            row.permission().id(),
            least,
            code(row.personalFields()),
            code(row.personalParameters()));
  }

  private static String name(Grant row) {
    return row.method() + " " + row.path();
  }

  private static String code(List<String> names) {
    return names.isEmpty() ? "" : "`" + String.join("` `", names) + "`";
  }

  static Stream<Grant> rows() {
    return Permissions.TABLE.stream().filter(row -> !row.path().equals(METRICS));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void aRoleIsAdmittedIfItIncludesTheLeastOne(Grant row) throws Exception {
    for (Role role : Role.values()) {
      boolean admitted = row.permission().least().map(role::includes).orElse(true);
      String token = Tokens.of(role.id());
      if (admitted) {
        assertThat(api.send(brief(row), path(row), "Authorization", "Bearer " + token).statusCode())
            .as("%s as %s", name(row), role)
            .isNotIn(401, 403);
      } else {
        refused(row, 403, "Bearer " + token, "insufficient_scope");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void whoeverHasNoRoleOfOursSeesNothing(Grant row) throws Exception {
    if (row.permission().least().isPresent()) {
      refused(row, 403, "Bearer " + Tokens.of(), "insufficient_scope");
      refused(row, 403, "Bearer " + Tokens.of("ADMIN", "admin ", "root"), "insufficient_scope");
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void withoutAValidTokenOnlyWhatIsPublicIsOpen(Grant row) throws Exception {
    if (row.permission() == Permission.PUBLIC) {
      assertThat(api.send(brief(row), path(row)).statusCode()).isEqualTo(200);
      String bad = "Bearer " + Tokens.expired("admin");
      assertThat(api.send(brief(row), path(row), "Authorization", bad).statusCode()).isEqualTo(200);
      return;
    }
    refused(row, 401, "Bearer " + Tokens.expired("admin"), "invalid_token");
    refused(row, 401, "Bearer " + Tokens.forged("admin"), "invalid_token");
    refused(row, 401, "Bearer x", "invalid_token");
    HttpResponse<String> none = api.ask(row.method(), row.path(), path(row));
    assertThat(none.statusCode()).isEqualTo(401);
    // RFC 6750, 3.1: who sends no token is told no error.
    assertThat(none.headers().firstValue("WWW-Authenticate")).hasValue("Bearer realm=\"threeway\"");
  }

  private static void refused(Grant row, int status, String authorization, String error)
      throws Exception {
    HttpResponse<String> response =
        api.ask(row.method(), row.path(), path(row), "Authorization", authorization);

    assertThat(response.statusCode()).as(name(row)).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(response.headers().firstValue("WWW-Authenticate").orElse(""))
        .startsWith("Bearer realm=\"threeway\", error=\"" + error + "\"");
    assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
    assertThat(api.send(brief(row), path(row), "Authorization", authorization).statusCode())
        .isEqualTo(status);
  }

  /** The method whose answer comes without its content, where there is one. */
  private static String brief(Grant row) {
    return row.method().equals("GET") ? "HEAD" : row.method();
  }

  private static String path(Grant row) {
    return row.path()
        .replace("{txn_id}", "T1")
        .replace("{mismatch_id}", "a41f8f9b-6a65-38fe-97c7-d00710740d60")
        .replace("{file}", "docs.css");
  }
}
