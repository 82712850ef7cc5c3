package dev.threeway.deploy.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threeway.deploy.check.TopicBreaks;
import dev.threeway.deploy.check.Verdicts;
import dev.threeway.deploy.stack.LocalStack;
import dev.threeway.deploy.stack.Part;
import dev.threeway.simulator.truth.Truth;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Traffic through every part, and what becomes of it when one is killed. */
@ExtendWith(SharedStack.class)
class PipelineIT {
  private static final String FAULTS = "all,rejected=0%,amount=3%,missing=3%";

  /** A late report that is there before a restarted engine looks has never been missing. */
  private static final String FAULTS_FOR_A_CRASH = FAULTS + ",late=0%";

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path temporary;

  @Test
  void everyInjectedFaultIsFoundInAllThreePlacesAndNothingElse(LocalStack stack) {
    Truth truth = send(stack, 11, 600, FAULTS);

    Verdicts verdicts = TestTraffic.awaitVerdicts(truth, stack.addresses(), PATIENCE);

    Outcome.assertPerfect(verdicts);
  }

  @Test
  void killingTheEngineInTheMiddleOfTrafficLosesAndDoublesNothing(LocalStack stack)
      throws Exception {
    assertThatTrafficSurvives(stack, 12, () -> {});
  }

  @Test
  void anEngineThatLosesItsDiskRestoresEverythingFromItsChangelogs(LocalStack stack)
      throws Exception {
    assertThatTrafficSurvives(stack, 14, () -> delete(stack.directory().data(Part.ENGINE)));
  }

  /** What happens to the engine's disk between its death and its return. */
  private interface Mishap {
    void strike() throws IOException;
  }

  private void assertThatTrafficSurvives(LocalStack stack, long seed, Mishap mishap)
      throws Exception {
    CompletableFuture<Truth> traffic =
        CompletableFuture.supplyAsync(() -> send(stack, seed, 1_500, FAULTS_FOR_A_CRASH));
    long before = new TopicBreaks(stack.addresses()).versions().size();
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> new TopicBreaks(stack.addresses()).versions().size() > before + 20);

    stack.kill(Part.ENGINE);
    assertThat(traffic).as("the traffic goes on while the engine is dead").isNotDone();
    mishap.strike();
    stack.restart(Part.ENGINE);

    Verdicts verdicts = TestTraffic.awaitVerdicts(traffic.join(), stack.addresses(), PATIENCE);
    Outcome.assertPerfect(verdicts);
    Outcome.assertEveryVersionOnceAndInOrder(new TopicBreaks(stack.addresses()).versions());
    assertThat(controlTotals(stack))
        .as("every record is accounted for after the crash")
        .containsSubsequence("\"unexplained_residual\":0,\"partitions\"", "\"complete\":true");
  }

  private static void delete(Path directory) throws IOException {
    assertThat(directory).as("the engine's state").isNotEmptyDirectory();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Test
  void theRegistryRemembersItsSchemasAcrossAKill(LocalStack stack) {
    stack.kill(Part.REGISTRY);
    stack.restart(Part.REGISTRY);

    Truth truth = send(stack, 13, 150, FAULTS);

    Outcome.assertPerfect(TestTraffic.awaitVerdicts(truth, stack.addresses(), PATIENCE));
  }

  private static String controlTotals(LocalStack stack) throws Exception {
    URI uri = URI.create(stack.addresses().apiUrl() + "/api/v1/control-totals?strict=true");
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private Truth send(LocalStack stack, long seed, long transactions, String faults) {
    return TestTraffic.send(
        stack.addresses(), temporary.resolve(seed + ".ndjson"), seed, transactions, faults);
  }
}
