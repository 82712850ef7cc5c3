package dev.threeway.deploy.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threeway.deploy.stack.LocalStack;
import dev.threeway.deploy.stack.Part;
import dev.threeway.deploy.stack.RunningStack;
import dev.threeway.deploy.stack.TopicsInstaller;
import dev.threeway.schemas.topics.Topics;
import dev.threeway.sink.installer.ConnectInstaller;
import dev.threeway.sink.installer.ConnectorSet;
import dev.threeway.sink.installer.InstallReport;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
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
  void everyTopicHasTheSamePartitionsAndOnlyResultsAreCompacted(LocalStack stack)
      throws Exception {
    List<String> topics =
        List.of(
            Topics.CORE_TXNS,
            Topics.GATEWAY_TXNS,
            Topics.MOBILE_TXNS,
            Topics.MISMATCHES,
            Topics.RECONCILIATION_RESULTS,
            Topics.DEAD_LETTERS,
            TopicsInstaller.CONNECT_DEAD_LETTERS);
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
          .hasSize(7)
          .contains("core_txns has 6 partitions instead of 3");
    }
  }

  @Test
  void aTopicThatNobodyCreatedIsNotCreatedByUsingIt(LocalStack stack) throws Exception {
    try (Admin admin = admin(stack)) {
      admin.createTopics(List.of(new NewTopic("created_on_purpose", 1, (short) 1))).all().get();
      assertThat(admin.listTopics().names().get())
          .contains("created_on_purpose")
          .doesNotContain("core_txn");
      ConfigResource broker = new ConfigResource(ConfigResource.Type.BROKER, "1");
      assertThat(
              admin
                  .describeConfigs(List.of(broker))
                  .all()
                  .get()
                  .get(broker)
                  .get("auto.create.topics.enable")
                  .value())
          .isEqualTo("false");
    }
  }

  @Test
  void everyConnectorRunsWithItsTask(LocalStack stack) {
    InstallReport report =
        ConnectInstaller.status(
            URI.create(stack.addresses().connectUrl()), ConnectorSet.names());

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
