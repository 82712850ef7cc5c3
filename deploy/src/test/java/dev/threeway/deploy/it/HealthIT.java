package dev.threeway.deploy.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threeway.deploy.stack.LocalStack;
import dev.threeway.deploy.stack.Part;
import dev.threeway.deploy.stack.RunningStack;
import dev.threeway.deploy.stack.TopicsInstaller;
import dev.threeway.schemas.topics.Topics;
import dev.threeway.sink.installer.InstallReport;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedStack.class)
class HealthIT {
  @Test
  void everyPartOfAStartedStackAnswersOverItsOwnProtocol(LocalStack stack) {
    RunningStack found = RunningStack.in(stack.directory()).orElseThrow();

    assertThat(found.expected()).isEqualTo(Part.PIPELINE);
    assertThat(Part.PIPELINE)
        .allSatisfy(part -> assertThat(found.problem(part)).isEqualTo(Optional.empty()));
  }

  @Test
  void everyTopicHasTheSamePartitionsAndOnlyResultsAreCompacted(LocalStack stack) throws Exception {
    List<String> topics =
        List.of(
            Topics.CORE_TXNS,
            Topics.GATEWAY_TXNS,
            Topics.MOBILE_TXNS,
            Topics.MISMATCHES,
            Topics.RECONCILIATION_RESULTS,
            Topics.DEAD_LETTERS,
            TopicsInstaller.CONNECT_DEAD_LETTERS,
            Topics.AUDIT_ANCHORS);
    try (Admin admin = admin(stack)) {
      assertThat(admin.describeTopics(topics).allTopicNames().get().values())
          .hasSize(topics.size())
          .allSatisfy(topic -> assertThat(topic.partitions()).hasSize(6));
      assertThat(cleanupPolicy(admin, Topics.RECONCILIATION_RESULTS)).isEqualTo("compact");
      assertThat(cleanupPolicy(admin, Topics.MISMATCHES)).isEqualTo("delete");
    }
  }

  @Test
  void installingTheTopicsAgainChangesNothingAndNamesWhatDiffers(LocalStack stack) {
    try (Admin admin = admin(stack)) {
      assertThat(new TopicsInstaller(admin, 6).install()).isEmpty();
      assertThat(new TopicsInstaller(admin, 3).install())
          .hasSize(8)
          .contains("core_txns has 6 partitions instead of 3");
    }
  }

  @Test
  void askingForATopicThatDoesNotExistDoesNotCreateIt(LocalStack stack) throws Exception {
    Map<String, Object> config = Map.of("bootstrap.servers", stack.addresses().bootstrapServers());
    try (Admin admin = admin(stack);
        KafkaConsumer<byte[], byte[]> consumer =
            new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      assertThat(consumer.partitionsFor("core_txn")).isEmpty();
      assertThat(admin.listTopics().names().get())
          .contains(Topics.CORE_TXNS)
          .doesNotContain("core_txn");
    }
  }

  @Test
  void everyConnectorRunsWithItsTask(LocalStack stack) {
    InstallReport report =
        RunningStack.in(stack.directory()).orElseThrow().connectors().orElseThrow();

    assertThat(report.lines()).hasSize(3);
    assertThat(report.allRunning()).isTrue();
  }

  private static String cleanupPolicy(Admin admin, String topic) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    return admin
        .describeConfigs(List.of(resource))
        .all()
        .get()
        .get(resource)
        .get("cleanup.policy")
        .value();
  }

  private static Admin admin(LocalStack stack) {
    return Admin.create(Map.of("bootstrap.servers", stack.addresses().bootstrapServers()));
  }
}
