package dev.threeway.deploy.stack;

import java.util.List;
import org.apache.kafka.clients.admin.Admin;

/** What the broker has to hold before anybody uses it: topics, and who may do what. */
final class BrokerSteps {
  private static final String APPLICATION = "threeway.engine.application-id";
  private static final String USUAL_APPLICATION = "threeway";

  private BrokerSteps() {}

  static void installTopics(StackSettings settings) {
    try (Admin admin = admin(settings)) {
      List<String> differences = new TopicsInstaller(admin, settings.partitions()).install();
      if (!differences.isEmpty()) {
        throw new IllegalStateException(
            "topics differ from what is asked for: %s; change the settings or delete %s"
                .formatted(
                    String.join(", ", differences), settings.directory().base().resolve("data")));
      }
    }
  }

  static void giveRights(StackSettings settings) {
    try (Admin admin = admin(settings)) {
      new KafkaRights(settings.engine().getOrDefault(APPLICATION, USUAL_APPLICATION))
          .install(admin);
    }
  }

  private static Admin admin(StackSettings settings) {
    return Admin.create(settings.addresses().kafkaClient(Identity.INSTALLER));
  }
}
