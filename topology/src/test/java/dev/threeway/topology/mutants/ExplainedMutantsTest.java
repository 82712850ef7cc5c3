package dev.threeway.topology.mutants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No mutant survives without an explanation, and no explanation without a mutant. */
class ExplainedMutantsTest {
  private static final String SURVIVED =
      "<mutation detected='%s'><mutatedClass>a.b.Money</mutatedClass>"
          + "<mutatedMethod>add</mutatedMethod><description>made it minus</description></mutation>";

  @TempDir private Path folder;
  private Path report;
  private Path explanations;

  @BeforeEach
  void files() {
    report = folder.resolve("mutations.xml");
    explanations = folder.resolve("explained.txt");
  }

  @Test
  void aSurvivorThatIsExplainedIsFine() throws IOException {
    check("# why\n\nMoney#add | made it minus | 1 | zero has no sign", "false", "true");
  }

  @Test
  void aSurvivorThatIsNotExplainedFails() {
    assertThatThrownBy(() -> check("", "false"))
        .hasMessageContaining("1 survived, 0 explained: Money#add | made it minus");
  }

  @Test
  void oneMoreThanIsExplainedFails() {
    assertThatThrownBy(() -> check("Money#add | made it minus | 1 | zero", "false", "false"))
        .hasMessageContaining("2 survived, 1 explained: Money#add | made it minus");
  }

  @Test
  void anExplanationWhoseMutantIsNoticedFails() {
    assertThatThrownBy(() -> check("Money#add | made it minus | 1 | zero", "true"))
        .hasMessageContaining("1 explained, 0 survived: Money#add | made it minus");
  }

  @Test
  void anExplanationWithoutAReasonFails() {
    assertThatThrownBy(() -> check("Money#add | made it minus | 1", "false"))
        .hasMessageStartingWith("write class#method | what PIT did | how many | why, not: ");
  }

  @Test
  void aReportWithoutMutantsFails() {
    assertThatThrownBy(() -> check("")).hasMessageStartingWith("PIT has made no mutants");
  }

  @Test
  void theExplanationsOfThisModuleAreReadable() throws IOException {
    assertThat(ExplainedMutants.explained(Path.of("src/test/resources/explained-mutants.txt")))
        .isNotEmpty();
  }

  private void check(String explained, String... detected) throws IOException {
    StringBuilder xml = new StringBuilder("<mutations>");
    for (String each : detected) {
      xml.append(SURVIVED.formatted(each));
    }
    Files.writeString(report, xml.append("</mutations>"));
    Files.writeString(explanations, explained);
    ExplainedMutants.main(new String[] {report.toString(), explanations.toString()});
  }
}
