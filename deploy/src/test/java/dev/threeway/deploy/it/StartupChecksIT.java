package dev.threeway.deploy.it;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threeway.deploy.stack.LocalStack;
import dev.threeway.deploy.stack.Part;
import dev.threeway.deploy.stack.TopicsInstaller;
import dev.threeway.schemas.topics.Topics;
import dev.threeway.topology.app.Engine;
import dev.threeway.topology.app.EngineConfig;
import dev.threeway.topology.app.StartupException;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What keeps the engine from starting, each with one line that names it. */
class StartupChecksIT {
  private static final LocalStack STACK =
      LocalStack.builder()
          .home(SharedStack.home())
          .directory(Path.of("target", "it", "startup-checks"))
          .parts(Set.of(Part.BROKER))
          .partitions(3)
          .build();

  @BeforeAll
  static void startABrokerAndNothingElse() {
    STACK.directory().deleteData();
    STACK.start();
  }

  @AfterAll
  static void stop() {
    STACK.close();
  }

  @BeforeEach
  void everyTopicIsThere() {
    withAdmin(admin -> new TopicsInstaller(admin, 3).install());
  }

  @Test
  void topicsThatAreMissingAreNamed() {
    delete(Topics.GATEWAY_TXNS);
    delete(Topics.DEAD_LETTERS);

    assertThatThrownBy(() -> create(Map.of()))
        .isInstanceOf(StartupException.class)
        .hasMessage(
            "These topics do not exist on %s: dead_letters, gateway_txns. Create them; the input topics need the same number of partitions."
                .formatted(STACK.addresses().bootstrapServers()));
  }

  @Test
  void inputTopicsWithUnequalPartitionsAreNamedWithTheirNumbers() {
    delete(Topics.MOBILE_TXNS);
    withAdmin(
        admin ->
            admin
                .createTopics(
                    List.of(new NewTopic(Topics.MOBILE_TXNS, Optional.of(4), Optional.empty())))
                .all()
                .get());
    try {
      assertThatThrownBy(() -> create(Map.of()))
          .isInstanceOf(StartupException.class)
          .hasMessageStartingWith(
              "The input topics have to have the same number of partitions, but they have: core_txns 3, gateway_txns 3, mobile_txns 4.");
    } finally {
      delete(Topics.MOBILE_TXNS);
    }
  }

  @Test
  void aRetentionBelowTheWindowIsAContradiction() {
    assertThatThrownBy(() -> create(Map.of("threeway.engine.retention", "1m")))
        .isInstanceOf(StartupException.class)
        .hasMessage(
            "The settings contradict one another: retention (1m) must not be below the window (5m): late legs would find their group gone");
  }

  @Test
  void aTimestampToleranceAboveTheWindowIsAContradiction() {
    assertThatThrownBy(() -> create(Map.of("threeway.engine.window", "2s")))
        .isInstanceOf(StartupException.class)
        .hasMessage(
            "The settings contradict one another: timestamp_tolerance (5s) must not exceed the window (2s)");
  }

  @Test
  void anApplicationThatHasReadButWhoseStateIsGoneIsRefused() {
    commit("forgetful", 7);

    assertThatThrownBy(() -> create(Map.of("threeway.engine.application-id", "forgetful")))
        .isInstanceOf(StartupException.class)
        .hasMessage(
            "The application forgetful has read legs before, but its state is gone: there is no topic forgetful-reconciliation-state-changelog. Another build has kept it under another name, or somebody has deleted it. Start the build that wrote it, or take another threeway.engine.application-id, which reads everything again.");
  }

  @Test
  void anApplicationThatWasResetToTheBeginningMayStart() {
    commit("reset", 0);

    assertThatCode(() -> create(Map.of("threeway.engine.application-id", "reset")))
        .doesNotThrowAnyException();
  }

  @Test
  void anApplicationWhoseStateIsThereMayGoOn() {
    withAdmin(
        admin ->
            admin
                .createTopics(
                    List.of(
                        new NewTopic(
                            "mindful-reconciliation-state-changelog",
                            Optional.of(3),
                            Optional.empty())))
                .all()
                .get());
    commit("mindful", 7);

    assertThatCode(() -> create(Map.of("threeway.engine.application-id", "mindful")))
        .doesNotThrowAnyException();
  }

  @Test
  void aBrokerThatDoesNotAnswerIsNamed() {
    assertThatThrownBy(() -> create(Map.of("threeway.kafka.bootstrap-servers", "127.0.0.1:1")))
        .isInstanceOf(StartupException.class)
        .hasMessageStartingWith("Kafka does not answer at 127.0.0.1:1");
  }

  private static void commit(String application, long offset) {
    withAdmin(
        admin ->
            admin
                .alterConsumerGroupOffsets(
                    application,
                    Map.of(new TopicPartition(Topics.CORE_TXNS, 0), new OffsetAndMetadata(offset)))
                .all()
                .get());
  }

  private static void create(Map<String, String> settings) {
    EngineConfig config =
        new SmallRyeConfigBuilder()
            .withDefaultValue(
                "threeway.kafka.bootstrap-servers", STACK.addresses().bootstrapServers())
            .withDefaultValue("threeway.registry.url", "mock://startup-checks")
            .withDefaultValues(settings)
            .withMapping(EngineConfig.class)
            .build()
            .getConfigMapping(EngineConfig.class);
    Engine.create(config, "127.0.0.1:0", failure -> {}).close();
  }

  private static void delete(String topic) {
    withAdmin(admin -> admin.deleteTopics(List.of(topic)).all().get());
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> !withAdmin(admin -> admin.listTopics().names().get()).contains(topic));
  }

  private interface Work<T> {
    T on(Admin admin) throws Exception;
  }

  private static <T> T withAdmin(Work<T> work) {
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", STACK.addresses().bootstrapServers()))) {
      return work.on(admin);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
