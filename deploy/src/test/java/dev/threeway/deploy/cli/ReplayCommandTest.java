package dev.threeway.deploy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Replays as a person runs them: a command line in, files and lines out. */
class ReplayCommandTest {
  private static final String LEG =
      """
      {"topic":"core_txns","key":"T1","arrival_time":"2026-03-01T09:00:00.000Z","value":\
      {"event_id":"E1","txn_id":"T1","source":"CORE","amount":"%s","currency":"USD",\
      "status":"SUCCESS","event_time":"2026-03-01T09:00:00.000Z","account_id":"A1"}}
      """;

  @TempDir Path directory;

  private final StringWriter errors = new StringWriter();

  @Test
  void everyFaultOfTheSimulatorIsFoundAndNothingElse() {
    run("simulate", "--output", file("legs"), "--truth", file("truth"), "--transactions", "4000");

    int code =
        run("replay", "--input", file("legs"), "--output", file("out"), "--truth", file("truth"));

    assertThat(errors.toString()).contains("all").doesNotContain("not injected");
    assertThat(code).isZero();
  }

  @Test
  void theSameInputGivesTheSameBytesOnEveryRun() throws IOException {
    run("simulate", "--output", file("legs"), "--truth", file("truth"), "--transactions", "300");

    run("replay", "--input", file("legs"), "--output", file("first"));
    run("replay", "--input", file("legs"), "--output", file("second"));

    assertThat(Path.of(file("first"))).hasSameBinaryContentAs(Path.of(file("second")));
    assertThat(Files.readAllLines(Path.of(file("first")))).hasSizeGreaterThan(300);
  }

  @Test
  void aMissingLegIsPublishedOnTheWayToALaterLine() throws IOException {
    write("legs", LEG.formatted("100.00") + "{\"advance_clock_to\":\"2026-03-01T10:00:00Z\"}\n");

    assertThat(run("replay", "--input", file("legs"), "--output", file("out"))).isZero();

    List<String> lines = Files.readAllLines(Path.of(file("out")));
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0))
        .startsWith(
            "{\"topic\":\"mismatches\",\"key\":\"T1\",\"timestamp\":\"2026-03-01T09:05:30.100Z\",\"value\":{")
        .contains("\"type\":\"MISSING\",\"missing_source\":\"GATEWAY\",\"state\":\"OPEN\"")
        .contains("\"amount_at_risk\":\"100.00\"")
        .contains("\"evidence\":[\"core_txns-0@0\"]");
  }

  @ParameterizedTest
  @CsvSource({
    "0, INVALID_AMOUNT",
    "100.00001, INVALID_AMOUNT",
    "1e30, INVALID_AMOUNT",
    "much, INVALID_AMOUNT"
  })
  void whatTheSchemaCannotHoldReachesTheEnginesOwnValidation(String amount, String reason)
      throws IOException {
    write("legs", LEG.formatted(amount));

    run("replay", "--input", file("legs"), "--output", file("out"));

    assertThat(Files.readAllLines(Path.of(file("out"))))
        .singleElement()
        .asString()
        .contains("\"topic\":\"dead_letters\"")
        .contains("\"dlq.reason\":\"" + reason + "\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "{\"topic\": ~ line 2: not JSON",
        "[] ~ line 2: not a JSON object",
        "{\"topic\":\"other\"} ~ line 2: \"topic\" has to be one of core_txns, gateway_txns, mobile_txns",
        "{\"topic\":\"core_txns\"} ~ line 2: \"arrival_time\" has to be a time such as 2026-03-01T09:00:00.000Z"
      })
  void aLineThatIsNoStepIsNamed(String line, String message) throws IOException {
    write("legs", LEG.formatted("1.00") + line + "\n");

    assertThat(run("replay", "--input", file("legs"), "--output", file("out"))).isEqualTo(1);
    assertThat(errors.toString()).contains("recon: " + message);
  }

  @Test
  void otherRulesAreCompared() throws IOException {
    write(
        "legs",
        LEG.formatted("100.00")
            + LEG.formatted("103.00").replace("core", "gateway").replace("CORE", "GATEWAY"));
    write("rules", "version: lenient\namount: {percent: 5}\n");

    int code =
        run("replay", "--input", file("legs"), "--output", file("out"), "--compare", file("rules"));

    assertThat(code).isZero();
    assertThat(errors.toString())
        .contains("AMOUNT vanishes of T1 (HIGH)")
        .contains("value at risk USD: 3 → 0");
  }

  @Test
  void aRulesFileWithAnUnknownKeyIsRefused() throws IOException {
    write("legs", LEG.formatted("1.00"));
    write("rules", "version: v1\ntolerance: 5\n");

    int code =
        run("replay", "--input", file("legs"), "--output", file("out"), "--rules", file("rules"));

    assertThat(code).isEqualTo(2);
    assertThat(errors.toString()).contains("is not valid").contains("tolerance");
  }

  private int run(String... arguments) {
    CommandLine commandLine = Recon.commandLine();
    commandLine.setOut(new PrintWriter(new StringWriter()));
    commandLine.setErr(new PrintWriter(errors));
    return commandLine.execute(arguments);
  }

  private String file(String name) {
    return directory.resolve(name).toString();
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text);
  }
}
