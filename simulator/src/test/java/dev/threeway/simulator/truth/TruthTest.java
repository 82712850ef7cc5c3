package dev.threeway.simulator.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threeway.schemas.records.BreakType;
import dev.threeway.schemas.records.GroupStatus;
import dev.threeway.schemas.records.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TruthTest {
  private static final TruthHeader HEADER =
      new TruthHeader("s7", 7, 100, 50, "amount=2%", 300_000, 30_000, "2026-03-01T09:00:00Z");
  private static final FaultRecord AMOUNT =
      new FaultRecord(
          "s7-000000003",
          "amount",
          "CORE reports 9.00 USD instead of 8.00",
          List.of(ExpectedBreak.open(BreakType.AMOUNT)),
          GroupStatus.MISMATCHED,
          Map.of());
  private static final FaultRecord REJECTED =
      new FaultRecord(
          "s7-000000008",
          "rejected",
          "NULL_KEY: CORE sends a record without a key instead of its report",
          List.of(ExpectedBreak.missing(Source.CORE)),
          GroupStatus.MISMATCHED,
          Map.of(Rejection.NULL_KEY, 1));
  private static final TruthTotals TOTALS =
      new TruthTotals(
          100,
          299,
          1,
          Map.of("amount", 1L, "rejected", 1L),
          Map.of(BreakType.AMOUNT, 1L, BreakType.MISSING, 1L),
          Map.of(Rejection.NULL_KEY, 1L),
          "2026-03-01T09:05:32Z",
          false);

  @TempDir private Path folder;

  private Path write() {
    Path file = folder.resolve("made/truth.ndjson");
    try (TruthWriter writer = new TruthWriter(file)) {
      writer.header(HEADER);
      writer.fault(AMOUNT);
      writer.fault(REJECTED);
      writer.cut("s7-000000050", "the run was stopped");
      writer.totals(TOTALS);
    }
    return file;
  }

  @Test
  void writes_one_line_for_the_run_each_fault_each_cut_and_the_totals() throws IOException {
    assertThat(Files.readAllLines(write()))
        .containsExactly(
            "{\"kind\":\"header\",\"run_id\":\"s7\",\"seed\":7,\"transactions\":100,\"rate\":50,"
                + "\"faults\":\"amount=2%\",\"window_millis\":300000,\"grace_millis\":30000,"
                + "\"started_at\":\"2026-03-01T09:00:00Z\"}",
            "{\"kind\":\"fault\",\"txn_id\":\"s7-000000003\",\"fault\":\"amount\","
                + "\"details\":\"CORE reports 9.00 USD instead of 8.00\",\"expected_breaks\":"
                + "[{\"type\":\"AMOUNT\",\"missing_source\":null,\"state\":\"OPEN\","
                + "\"resolution\":null}],\"expected_status\":\"MISMATCHED\","
                + "\"expected_dead_letters\":{}}",
            "{\"kind\":\"fault\",\"txn_id\":\"s7-000000008\",\"fault\":\"rejected\","
                + "\"details\":\"NULL_KEY: CORE sends a record without a key instead of its"
                + " report\",\"expected_breaks\":[{\"type\":\"MISSING\",\"missing_source\":"
                + "\"CORE\",\"state\":\"OPEN\",\"resolution\":null}],\"expected_status\":"
                + "\"MISMATCHED\",\"expected_dead_letters\":{\"NULL_KEY\":1}}",
            "{\"kind\":\"cut\",\"txn_id\":\"s7-000000050\",\"reason\":\"the run was stopped\"}",
            "{\"kind\":\"totals\",\"transactions\":100,\"legs\":299,\"cut\":1,\"faults\":"
                + "{\"amount\":1,\"rejected\":1},\"breaks\":{\"AMOUNT\":1,\"MISSING\":1},"
                + "\"dead_letters\":{\"NULL_KEY\":1},\"last_deadline\":"
                + "\"2026-03-01T09:05:32Z\",\"stopped\":false}");
  }

  @Test
  void reads_back_what_was_written() {
    Truth truth = Truth.read(write());

    assertThat(truth.header()).isEqualTo(HEADER);
    assertThat(truth.faults()).containsExactly(AMOUNT, REJECTED);
    assertThat(truth.fault("s7-000000008")).contains(REJECTED);
    assertThat(truth.cut()).containsExactly("s7-000000050");
    assertThat(truth.totals()).contains(TOTALS);
    assertThat(truth.complete()).isTrue();
    assertThat(truth.deadLetters()).isEqualTo(Map.of(Rejection.NULL_KEY, 1L));
  }

  @Test
  void does_not_judge_a_fault_whose_transaction_was_cut() {
    Path file = folder.resolve("truth.ndjson");
    try (TruthWriter writer = new TruthWriter(file)) {
      writer.header(HEADER);
      writer.fault(AMOUNT);
      writer.cut(AMOUNT.txnId(), "the run was stopped");
    }
    Truth truth = Truth.read(file);
    assertThat(truth.faults()).isEmpty();
    assertThat(truth.cut()).containsExactly(AMOUNT.txnId());
  }

  @Test
  void reads_the_file_of_a_run_that_was_killed_in_the_middle_of_a_line() throws IOException {
    Path file = write();
    String whole = Files.readString(file);
    Files.writeString(file, whole.substring(0, whole.indexOf("rejected")));

    Truth truth = Truth.read(file);

    assertThat(truth.faults()).containsExactly(AMOUNT);
    assertThat(truth.complete()).isFalse();
  }

  @Test
  void has_every_line_in_the_file_before_the_writer_is_closed() {
    Path file = folder.resolve("truth.ndjson");
    try (TruthWriter writer = new TruthWriter(file)) {
      writer.header(HEADER);
      writer.fault(AMOUNT);
      assertThat(Truth.read(file).faults()).containsExactly(AMOUNT);
    }
  }

  @Test
  void names_the_line_that_is_no_truth() throws IOException {
    Path file = write();
    Files.writeString(file, Files.readString(file).replace("\"kind\":\"cut\"", "\"kind\":\"x\""));
    assertThatThrownBy(() -> Truth.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(file + " is no truth file: line 4: its kind is 'x'");

    Files.writeString(file, "");
    assertThatThrownBy(() -> Truth.read(file))
        .hasMessage(file + " is no truth file: line 1: there is no header");
  }

  @Test
  void knows_the_transactions_of_its_run() {
    Truth truth = Truth.read(write());
    assertThat(truth.owns("s7-000000001")).isTrue();
    assertThat(truth.owns("s7-000000001-other")).isTrue();
    assertThat(truth.owns("s7-mwq5d02p-000000001")).isFalse();
    assertThat(truth.owns("s71-000000001")).isFalse();
    assertThat(truth.owns("s7-00000001")).isFalse();
    assertThat(truth.owns("")).isFalse();
  }
}
