package dev.threeway.benchmarks.query;

import static dev.threeway.benchmarks.query.JudgeFixture.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.threeway.schemas.records.BreakType;
import dev.threeway.schemas.records.Severity;
import dev.threeway.schemas.records.Source;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ListJudgeTest {
  private static final long ASKED_AT = 1_000;
  private static final long BEFORE = 999;

  private final SentTraffic traffic = JudgeFixture.traffic();
  private final PublishedBreaks published = new PublishedBreaks();
  private final ListJudge judge = new ListJudge(traffic, published);

  @BeforeEach
  void send() {
    for (String txnId : List.of("t-000000011", "t-000000012", "t-000000013")) {
      JudgeFixture.send(traffic, txnId, Source.CORE, "100.00");
      JudgeFixture.send(traffic, txnId, Source.GATEWAY, "90.00");
    }
    JudgeFixture.send(traffic, "t-000000001", Source.CORE, "100.00");
    JudgeFixture.send(traffic, "t-000000001", Source.GATEWAY, "100.00");
  }

  private static Instant second(int number) {
    return START.plusSeconds(number);
  }

  private void publish(int number, long at) {
    publish(number, at, at);
  }

  private void publish(int number, long at, long changed) {
    published.put(
        new BreakPosition(second(number).toEpochMilli(), "id-" + number),
        new PublishedBreak(
            "id-" + number,
            "t-00000001" + number,
            BreakType.AMOUNT,
            Severity.HIGH,
            "USD",
            1,
            2,
            at,
            changed,
            Long.MAX_VALUE));
  }

  private static String item(int number, String txnId) {
    return ("{\"mismatch_id\":\"id-%d\",\"txn_id\":\"%s\",\"type\":\"AMOUNT\","
            + "\"severity\":\"HIGH\",\"currency\":\"USD\",\"detected_at\":\"%s\"}")
        .formatted(number, txnId, second(number));
  }

  private static String page(String more, String... items) {
    return ("{\"items\":[%s],%s\"complete\":true,"
            + "\"partitions\":{\"total\":1,\"answered\":1,\"missing\":[]}}")
        .formatted(Stream.of(items).collect(Collectors.joining(",")), more);
  }

  private static String whole(String... items) {
    return page("", items);
  }

  private static String begun(String... items) {
    return page("\"next_cursor\":\"c\",", items);
  }

  private String judged(String body) {
    return judged(ListFilter.NONE, null, body);
  }

  private String judged(ListFilter filter, BreakPosition after, String body) {
    Question question = new Question(Kind.NEWEST, "/", null, null, filter, after, ASKED_AT);
    return judge.judge(JudgeFixture.answer(question, 200, body, START));
  }

  @Test
  void breaksThatHoldNewestFirstAreRight() {
    assertThat(
            judged(whole(item(3, "t-000000013"), item(2, "t-000000012"), item(1, "t-000000011"))))
        .isNull();
    assertThat(judged(whole(item(1, "t-000000011"), item(2, "t-000000012"))))
        .isEqualTo("id-2 is out of order");
    assertThat(judged(whole(item(1, "t-000000011"), item(1, "t-000000011"))))
        .isEqualTo("id-1 is out of order");
  }

  @Test
  void aBreakThatDoesNotHoldIsWrong() {
    assertThat(judged(whole(item(1, "t-000000001"))))
        .isEqualTo("AMOUNT of t-000000001: no such break by what was sent");
    assertThat(judged(whole(item(1, "unknown"))))
        .isEqualTo("AMOUNT of unknown: nobody has sent it");
  }

  @Test
  void whatWasPublishedBeforeTheQuestionIsOnThePageAsFarAsItGoes() {
    publish(1, BEFORE);
    publish(2, BEFORE);
    publish(3, BEFORE);

    assertThat(
            judged(whole(item(3, "t-000000013"), item(2, "t-000000012"), item(1, "t-000000011"))))
        .isNull();
    assertThat(judged(begun(item(3, "t-000000013"), item(2, "t-000000012")))).isNull();
    assertThat(judged(begun(item(3, "t-000000013"), item(1, "t-000000011"))))
        .isEqualTo("AMOUNT of t-000000012 is left out");
    assertThat(judged(whole(item(3, "t-000000013"), item(2, "t-000000012"))))
        .isEqualTo("AMOUNT of t-000000011 is left out");
    assertThat(judged(whole())).isEqualTo("AMOUNT of t-000000013 is left out");
  }

  @Test
  void whatWasPublishedAfterTheQuestionMayBeLeftOut() {
    publish(2, ASKED_AT);

    assertThat(judged(whole())).isNull();
  }

  @Test
  void aNextPageBeginsBehindTheOneBefore() {
    publish(1, BEFORE);
    publish(3, BEFORE);
    BreakPosition after = new BreakPosition(second(2).toEpochMilli(), "id-2");

    assertThat(judged(ListFilter.NONE, after, whole(item(1, "t-000000011")))).isNull();
    assertThat(
            judged(ListFilter.NONE, after, whole(item(2, "t-000000012"), item(1, "t-000000011"))))
        .isEqualTo("id-2 is out of order");
    assertThat(judged(ListFilter.NONE, after, whole()))
        .isEqualTo("AMOUNT of t-000000011 is left out");
  }

  @Test
  void aFilterHoldsForEachItemAndForWhatIsLeftOut() {
    publish(1, BEFORE);
    ListFilter missing = new ListFilter("type", "MISSING");

    assertThat(judged(missing, null, whole())).isNull();
    assertThat(judged(missing, null, whole(item(1, "t-000000011"))))
        .isEqualTo("AMOUNT of t-000000011: the filter leaves it out");
  }

  @Test
  void aBreakThatOneMoreReportMayHaveChangedNeedNotPassTheFilterStill() {
    publish(1, BEFORE);
    ListFilter high = new ListFilter("severity", "HIGH");
    assertThat(judged(high, null, whole())).isEqualTo("AMOUNT of t-000000011 is left out");

    JudgeFixture.send(traffic, "t-000000011", Source.MOBILE, "100.00");

    assertThat(judged(high, null, whole())).isNull();
    assertThat(judged(new ListFilter("type", "AMOUNT"), null, whole()))
        .isEqualTo("AMOUNT of t-000000011 is left out");
  }

  @Test
  void aBreakThatHasChangedSinceTheQuestionNeedNotHavePassedTheFilterThen() {
    publish(1, BEFORE, ASKED_AT);

    assertThat(judged(new ListFilter("severity", "HIGH"), null, whole())).isNull();
    assertThat(judged(whole())).isEqualTo("AMOUNT of t-000000011 is left out");
  }

  @Test
  void aPartitionThatIsDeclaredMissingMayBeLeftOutAndOneThatIsNotDeclaredMayNot() {
    publish(1, BEFORE);
    String partial =
        "{\"items\":[],\"complete\":%s,"
            + "\"partitions\":{\"total\":1,\"answered\":0,\"missing\":[0]}}";

    assertThat(judged(partial.formatted("false"))).isNull();
    assertThat(judged(partial.formatted("true")))
        .isEqualTo("complete does not say what missing says");
  }
}
