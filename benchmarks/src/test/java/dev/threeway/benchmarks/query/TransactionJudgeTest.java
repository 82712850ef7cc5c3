package dev.threeway.benchmarks.query;

import static dev.threeway.benchmarks.query.JudgeFixture.START;
import static dev.threeway.benchmarks.query.JudgeFixture.leg;
import static org.assertj.core.api.Assertions.assertThat;

import dev.threeway.schemas.records.GroupStatus;
import dev.threeway.schemas.records.Source;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TransactionJudgeTest {
  private static final String GOOD = "t-000000001";
  private static final String BAD = "t-000000002";
  private static final Instant BEFORE_THE_DEADLINE = START.plusMillis(11_999);
  private static final Instant AT_THE_DEADLINE = START.plusMillis(JudgeFixture.PATIENCE);
  private static final String AMOUNT_BREAK = "{\"type\":\"AMOUNT\",\"state\":\"OPEN\"}";
  private static final String MOBILE_IS_MISSING =
      "{\"type\":\"MISSING\",\"missing_source\":\"MOBILE\",\"state\":\"OPEN\"}";

  private final SentTraffic traffic = JudgeFixture.traffic();
  private final TransactionJudge judge = new TransactionJudge(traffic, JudgeFixture.PATIENCE);

  @BeforeEach
  void send() {
    JudgeFixture.send(traffic, GOOD, Source.CORE, "100.00");
    JudgeFixture.send(traffic, GOOD, Source.GATEWAY, "100.00");
    JudgeFixture.send(traffic, GOOD, Source.MOBILE, "100.00");
    JudgeFixture.send(traffic, BAD, Source.CORE, "100.00");
    JudgeFixture.send(traffic, BAD, Source.GATEWAY, "90.00");
  }

  private static Question about(String txnId, PublishedFeed.Result published) {
    return new Question(Kind.MATCHED, "/", txnId, published, null, null, 0);
  }

  private String judged(String txnId, PublishedFeed.Result published, int status, String body) {
    return judge.judge(
        JudgeFixture.answer(about(txnId, published), status, body, BEFORE_THE_DEADLINE));
  }

  private static String group(String status, String legs, String breaks) {
    return "{\"status\":\"%s\",\"version\":1,\"legs\":{%s},\"breaks\":[%s]}"
        .formatted(status, legs, breaks);
  }

  private static String three() {
    return leg("core", "100.00") + "," + leg("gateway", "100.00") + "," + leg("mobile", "100.00");
  }

  private static String two(String gateway) {
    return leg("core", "100.00") + "," + leg("gateway", gateway);
  }

  @Test
  void threeReportsThatAgreeAreMatched() {
    assertThat(judged(GOOD, null, 200, group("MATCHED", three(), ""))).isNull();
    assertThat(judged(GOOD, null, 200, group("PENDING", three(), "")))
        .isEqualTo("the status has to be MATCHED");
  }

  @Test
  void anAnswerMayLackWhatWasSentAMomentAgoButShowsNothingElse() {
    assertThat(judged(GOOD, null, 200, group("PENDING", two("100.00"), ""))).isNull();
    assertThat(judged(GOOD, null, 404, "{}")).isNull();
    assertThat(judged(GOOD, null, 200, group("MISMATCHED", two("90.00"), AMOUNT_BREAK)))
        .isEqualTo("a report of GATEWAY that was not sent");
    assertThat(judged(BAD, null, 200, group("MATCHED", three(), "")))
        .isEqualTo("a report of GATEWAY that was not sent");
  }

  @Test
  void whatWasPublishedBeforeTheQuestionIsThere() {
    PublishedFeed.Result matched = new PublishedFeed.Result(1, GroupStatus.MATCHED);
    PublishedFeed.Result newer = new PublishedFeed.Result(2, GroupStatus.MATCHED);
    PublishedFeed.Result other = new PublishedFeed.Result(1, GroupStatus.MISMATCHED);

    assertThat(judged(GOOD, matched, 200, group("MATCHED", three(), ""))).isNull();
    assertThat(judged(GOOD, matched, 404, "{}")).isEqualTo("it was published already");
    assertThat(judged(GOOD, newer, 200, group("MATCHED", three(), "")))
        .isEqualTo("older than version 2, which was published");
    assertThat(judged(GOOD, other, 200, group("MATCHED", three(), "")))
        .isEqualTo("published with the status MISMATCHED");
  }

  @Test
  void aCopyMayBeOlderIfItSaysSo() {
    PublishedFeed.Result newer = new PublishedFeed.Result(2, GroupStatus.MATCHED);
    String stale = group("MATCHED", three(), "").replaceFirst("\\{", "{\"stale\":true,");

    assertThat(judged(GOOD, newer, 200, stale)).isNull();
    assertThat(judged(GOOD, newer, 404, "{\"stale\":true}")).isNull();
  }

  @Test
  void reportsThatDifferHaveTheirBreakAndNoOther() {
    assertThat(judged(BAD, null, 200, group("MISMATCHED", two("90.00"), AMOUNT_BREAK))).isNull();
    assertThat(judged(BAD, null, 200, group("PENDING", two("90.00"), "")))
        .isEqualTo("open breaks [] where the reports differ in [AMOUNT]");
    assertThat(judged(GOOD, null, 200, group("MISMATCHED", two("100.00"), AMOUNT_BREAK)))
        .isEqualTo("open breaks [AMOUNT] where the reports differ in []");
  }

  @Test
  void nobodyIsMissingBeforeTheDeadlineOrWhoHasReported() {
    String missing = group("MISMATCHED", two("100.00"), MOBILE_IS_MISSING);
    Question question = about(GOOD, null);

    assertThat(judge.judge(JudgeFixture.answer(question, 200, missing, AT_THE_DEADLINE))).isNull();
    assertThat(judge.judge(JudgeFixture.answer(question, 200, missing, BEFORE_THE_DEADLINE)))
        .isEqualTo("a source is missing before the deadline");
    assertThat(judged(GOOD, null, 200, group("MISMATCHED", three(), MOBILE_IS_MISSING)))
        .isEqualTo("a source is missing that has reported");
  }

  @Test
  void whatNobodyHasSentIsNotFound() {
    assertThat(judged("unknown", null, 404, "{}")).isNull();
    assertThat(judged("unknown", null, 200, group("PENDING", "", "")))
        .isEqualTo("nobody has sent it");
    assertThat(judged("unknown", null, 500, "{}"))
        .isEqualTo("no status that the contract has here");
  }
}
