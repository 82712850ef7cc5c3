package dev.threeway.queryapi.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.threeway.queryapi.live.DriverEngine;
import dev.threeway.schemas.records.Source;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Requests that are made of the OpenAPI document, right and wrong ones, against the real server:
 * each answer is one that the document describes, and comes soon.
 */
class ContractFuzzTest {
  /**
   * A request for an operation of the document.
   *
   * @param route as the document has it
   * @param valid whether every parameter is what the document says
   */
  private record Asked(String route, String pathAndQuery, boolean valid) {}

  /** A parameter with a value. */
  private record Given(JsonNode parameter, String value, boolean valid) {}

  private static final ApiContract CONTRACT = new ApiContract();
  private static final String GET = "GET ";
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final int LARGEST_ANSWER = 3_000_000;

  private static DriverEngine engine;
  private static RunningApi api;

  @BeforeContainer
  static void start() {
    engine = new DriverEngine(2);
    api = new RunningApi(engine.reads(), FixedState.RUNNING, 0, engine::now);
    for (int i = 0; i < 10; i++) {
      engine.send(DriverEngine.report(Source.CORE, "T" + i).build());
      engine.send(
          DriverEngine.report(Source.GATEWAY, "T" + i)
              .setAmount(new BigDecimal(100 + i % 3).setScale(4))
              .build());
    }
    engine.advance(Duration.ofMinutes(6));
  }

  @AfterContainer
  static void stop() {
    api.close();
    engine.close();
  }

  @Property(tries = 300)
  void everyAnswerIsOneThatTheContractDescribes(@ForAll("requests") Asked asked) throws Exception {
    long start = System.nanoTime();
    HttpResponse<String> response = api.get(asked.route(), asked.pathAndQuery());

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SOON);
    assertThat(response.body().length()).isLessThan(LARGEST_ANSWER);
    assertThat(response.statusCode()).as("%s", asked).isNotEqualTo(500);
    if (asked.valid()) {
      // There is no history here, and no audit log.
      boolean off =
          response.body().contains("urn:threeway:problem:history-off")
              || response.body().contains("urn:threeway:problem:audit-off");
      assertThat(response.statusCode())
          .as("%s", asked)
          .isIn(off ? List.of(503) : List.of(200, 404));
    }
    if (response.statusCode() >= 400) {
      assertThat(response.headers().firstValue("Content-Type"))
          .hasValue("application/problem+json");
      assertThat(response.body()).doesNotContain("Exception", "java.", "dev.threeway", "\tat ");
    }
  }

  @Property(tries = 300)
  void aWrongParameterIsRefusedByName(@ForAll("wrongRequests") Asked asked) throws Exception {
    HttpResponse<String> response = api.get(asked.route(), asked.pathAndQuery());

    assertThat(response.statusCode()).as("%s", asked).isIn(400, 404);
    // What is no address at all is refused before the server has read whose request it is.
    if (response.body().contains("invalid-parameter")) {
      assertThat(response.body())
          .contains("\"parameter\":", "\"trace_id\":\"" + RunningApi.TRACE_ID + "\"");
    }
  }

  @Provide
  Arbitrary<Asked> requests() {
    // A stream is answered for as long as the caller likes.
    return operations()
        .filter(route -> !route.equals("/api/v1/stream"))
        .flatMap(route -> asked(route, false));
  }

  @Provide
  Arbitrary<Asked> wrongRequests() {
    return operations()
        .filter(route -> route.startsWith("/api/"))
        .flatMap(route -> asked(route, true));
  }

  private static Arbitrary<String> operations() {
    return Arbitraries.of(
        CONTRACT.operations().stream()
            .filter(operation -> operation.startsWith(GET))
            .map(operation -> operation.substring(GET.length()))
            .toList());
  }

  private static Arbitrary<Asked> asked(String route, boolean wrong) {
    Arbitrary<List<Given>> parameters = Arbitraries.just(List.of());
    for (JsonNode parameter : CONTRACT.parameters(route)) {
      String in = parameter.get("in").asText();
      if (!in.equals("header")) {
        Arbitrary<Given> given = given(parameter);
        Arbitrary<Given> maybe = in.equals("path") ? given : given.injectNull(0.6);
        parameters = Combinators.combine(parameters, maybe).as(ContractFuzzTest::with);
      }
    }
    Arbitrary<String> unknown =
        wrong
            ? Arbitraries.of("x", "Limit", "limit ", "offset", "__proto__", "a[b]", "\u0000")
            : Arbitraries.just("");
    return Combinators.combine(parameters, unknown)
        .as((given, extra) -> request(route, given, extra));
  }

  private static List<Given> with(List<Given> before, Given next) {
    List<Given> all = new ArrayList<>(before);
    if (next != null) {
      all.add(next);
    }
    return all;
  }

  private static Asked request(String route, List<Given> given, String extra) {
    String path = route;
    List<String> query = new ArrayList<>();
    boolean valid = extra.isEmpty();
    for (Given each : given) {
      String name = each.parameter().get("name").asText();
      String value = encode(each.value());
      valid &= each.valid();
      if (each.parameter().get("in").asText().equals("path")) {
        path = path.replace("{" + name + "}", value.isEmpty() ? "%20" : value);
      } else {
        query.add(encode(name) + "=" + value);
      }
    }
    valid &= !route.equals(MismatchesRoute.RESOURCE) || isOfOneView(query);
    if (!extra.isEmpty()) {
      query.add(encode(extra) + "=1");
    }
    return new Asked(route, path + (query.isEmpty() ? "" : "?" + String.join("&", query)), valid);
  }

  /** What parameters ask of one another is not in their schemas, only in words. */
  private static boolean isOfOneView(List<String> query) {
    List<String> ofTheOther =
        query.contains("view=history")
            ? List.of("strict=", "consistency=")
            : List.of("from=", "to=", "state=RESOLVED");
    return query.stream().noneMatch(each -> ofTheOther.stream().anyMatch(each::startsWith));
  }

  private static Arbitrary<Given> given(JsonNode parameter) {
    JsonNode schema = CONTRACT.schema(parameter);
    return Arbitraries.frequencyOf(
        Tuple.of(3, good(schema).map(value -> new Given(parameter, value, isWhole(schema)))),
        Tuple.of(1, bad().map(value -> new Given(parameter, value, false))));
  }

  /** Whether the schema says all that there is to say: of a text it does not. */
  private static boolean isWhole(JsonNode schema) {
    if (schema.has("items")) {
      return isWhole(CONTRACT.resolve(schema.get("items")));
    }
    return !schema.path("type").asText().equals("string")
        || schema.has("enum")
        || schema.has("format");
  }

  /** A value that the schema allows. */
  private static Arbitrary<String> good(JsonNode schema) {
    if (schema.has("enum")) {
      return Arbitraries.of(words(schema));
    }
    if (schema.path("type").asText().equals("array")) {
      return good(CONTRACT.resolve(schema.get("items")))
          .set()
          .ofMinSize(1)
          .map(some -> String.join(",", some));
    }
    return switch (schema.path("type").asText()) {
      case "boolean" -> Arbitraries.of("true", "false");
      case "integer" ->
          Arbitraries.integers()
              .between(schema.path("minimum").asInt(0), schema.path("maximum").asInt(1_000))
              .map(String::valueOf);
      default ->
          switch (schema.path("format").asText()) {
            case "date-time" ->
                Arbitraries.of("2026-03-01T09:00:00Z", "2026-03-01T10:00:00.5+01:00");
            case "uuid" -> Arbitraries.bytes().list().map(ContractFuzzTest::uuid);
            default -> Arbitraries.of("T1", "T2", "T 3", "nobody", "ünknown", "A/B", "%", "+&=?#");
          };
    };
  }

  private static String uuid(List<Byte> name) {
    return UUID.nameUUIDFromBytes(name.toString().getBytes(StandardCharsets.UTF_8)).toString();
  }

  private static List<String> words(JsonNode schema) {
    List<String> values = new ArrayList<>();
    schema.get("enum").forEach(value -> values.add(value.asText()));
    return values;
  }

  /** What a schema rarely allows. */
  private static Arbitrary<String> bad() {
    return Arbitraries.oneOf(
        Arbitraries.of(
            "",
            "-1",
            "0",
            "501",
            "2147483648",
            "99999999999999999999999",
            "1e3",
            "0x10",
            "NaN",
            "null",
            "true ",
            "TRUE",
            "../../etc/passwd",
            "..%2f..%2f",
            "<script>alert(1)</script>",
            "' OR 1=1 --",
            "${jndi:ldap://x}",
            "2026-02-30T00:00:00Z",
            "+999999999-12-31T23:59:59Z",
            "-999999999-01-01T00:00:00Z",
            "2026-03-01"),
        Arbitraries.strings().all().ofMaxLength(40).filter(ContractFuzzTest::isText),
        Arbitraries.strings().alpha().ofMinLength(500).ofMaxLength(2_000));
  }

  /** Whether it can be sent as UTF-8 at all. */
  private static boolean isText(String text) {
    return StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
