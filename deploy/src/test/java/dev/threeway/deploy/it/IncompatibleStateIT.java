package dev.threeway.deploy.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threeway.deploy.stack.LocalStack;
import dev.threeway.deploy.stack.Part;
import dev.threeway.deploy.stack.PartFailedException;
import dev.threeway.schemas.records.Source;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** State that a later version has written. */
class IncompatibleStateIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String CHANGELOG = "threeway-reconciliation-state-changelog";
  private static final byte[] CLOCK_KEY = {'t', 0};
  private static final byte[] CLOCK_OF_FORMAT_9 = {9};

  private static final LocalStack STACK =
      LocalStack.builder()
          .home(SharedStack.home())
          .directory(Path.of("target", "it", "incompatible-state"))
          .parts(Set.of(Part.POSTGRES, Part.BROKER, Part.REGISTRY, Part.ENGINE))
          .partitions(1)
          .build();

  @BeforeAll
  static void start() {
    STACK.directory().deleteData();
    STACK.start();
  }

  @AfterAll
  static void stop() {
    STACK.close();
  }

  @Test
  void endsTheProcessWithOneLineThatSaysWhatToDo() throws Exception {
    try (Legs legs = new Legs(STACK.addresses())) {
      legs.send(Source.CORE, "T1", Instant.now());
      legs.flush();
    }
    Awaitility.await().atMost(PATIENCE).until(() -> controlTotals().contains("\"consumed\":1"));
    STACK.kill(Part.ENGINE);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", STACK.addresses().bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(CHANGELOG, 0, CLOCK_KEY, CLOCK_OF_FORMAT_9)).get();
    }
    Files.move(
        STACK.directory().data(Part.ENGINE),
        Path.of("target", "it", "state-" + Instant.now().toEpochMilli()));

    restartAsFarAsItGets();

    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> STACK.process(Part.ENGINE).filter(ProcessHandle::isAlive).isEmpty());
    assertThat(log())
        .contains(
            "The state stores cannot be used: the stored state has format 9, this version reads format 2. Start the version that wrote them, or reset the application to rebuild them from the topics.");
  }

  /** It may come up and be ready for a moment: the state is read when a partition is assigned. */
  private static void restartAsFarAsItGets() {
    try {
      STACK.restart(Part.ENGINE);
    } catch (PartFailedException e) {
      assertThat(e.part()).isEqualTo(Part.ENGINE);
    }
  }

  private static String controlTotals() throws Exception {
    URI uri = URI.create(STACK.addresses().apiUrl() + "/api/v1/control-totals");
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private static String log() throws IOException {
    return Files.readString(STACK.directory().log(Part.ENGINE));
  }
}
