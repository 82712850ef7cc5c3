package dev.threeway.deploy.stack;

import dev.threeway.schemas.topics.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates the topics of Threeway. Run as often as you like: what is there already stays. */
public final class TopicsInstaller {
  /** Where Connect puts the records that a sink cannot convert. */
  public static final String CONNECT_DEAD_LETTERS = "connect_dead_letters";

  private static final String FOR_EVER = "-1";
  private static final Optional<Short> BROKERS_DEFAULT = Optional.empty();

  private final Admin admin;
  private final int partitions;

  /**
   * An installer for one cluster.
   *
   * @param admin a client, which stays the caller's
   * @param partitions how many every topic gets; a join needs the same number on all of its inputs
   */
  public TopicsInstaller(Admin admin, int partitions) {
    this.admin = admin;
    this.partitions = partitions;
  }

  /**
   * Creates the topics that are missing.
   *
   * @return how topics that were there differ from what they should be, one sentence each
   * @throws IllegalStateException if the cluster refuses
   */
  public List<String> install() {
    List<NewTopic> wanted = wanted();
    List<String> present = new ArrayList<>();
    admin
        .createTopics(wanted)
        .values()
        .forEach(
            (name, created) -> {
              try {
                created.get();
              } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                  throw refused("create " + name, e);
                }
                present.add(name);
              } catch (InterruptedException e) {
                throw interrupted(e);
              }
            });
    return present.isEmpty() ? List.of() : differences(present, wanted);
  }

  private List<NewTopic> wanted() {
    return Stream.concat(
            Topics.INPUTS.stream(),
            Stream.of(
                Topics.MISMATCHES,
                Topics.RECONCILIATION_RESULTS,
                Topics.DEAD_LETTERS,
                CONNECT_DEAD_LETTERS,
                Topics.AUDIT_ANCHORS))
        .map(name -> new NewTopic(name, Optional.of(partitions), BROKERS_DEFAULT))
        .map(topic -> topic.configs(settings(topic)))
        .toList();
  }

  private static Map<String, String> settings(NewTopic topic) {
    // An anchor contradicts whoever rewrites the audit, however late that is done.
    return topic.name().equals(Topics.AUDIT_ANCHORS)
        ? Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG,
            policy(topic),
            TopicConfig.RETENTION_MS_CONFIG,
            FOR_EVER)
        : Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, policy(topic));
  }

  private static String policy(NewTopic topic) {
    return topic.name().equals(Topics.RECONCILIATION_RESULTS)
        ? TopicConfig.CLEANUP_POLICY_COMPACT
        : TopicConfig.CLEANUP_POLICY_DELETE;
  }

  private List<String> differences(List<String> present, List<NewTopic> wanted) {
    try {
      Map<String, TopicDescription> descriptions =
          admin.describeTopics(present).allTopicNames().get();
      Map<ConfigResource, Config> configs =
          admin
              .describeConfigs(present.stream().map(TopicsInstaller::resource).toList())
              .all()
              .get();
      List<String> differences = new ArrayList<>();
      for (NewTopic topic : wanted) {
        if (present.contains(topic.name())) {
          compare(topic, descriptions.get(topic.name()), configs.get(resource(topic.name())))
              .forEach(differences::add);
        }
      }
      return differences;
    } catch (ExecutionException e) {
      throw refused("describe topics", e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static List<String> compare(NewTopic topic, TopicDescription found, Config config) {
    List<String> differences = new ArrayList<>();
    if (found.partitions().size() != topic.numPartitions()) {
      differences.add(
          "%s has %d partitions instead of %d"
              .formatted(topic.name(), found.partitions().size(), topic.numPartitions()));
    }
    String policy = config.get(TopicConfig.CLEANUP_POLICY_CONFIG).value();
    if (!policies(policy).equals(policies(policy(topic)))) {
      differences.add(
          "%s has cleanup.policy=%s instead of %s".formatted(topic.name(), policy, policy(topic)));
    }
    return differences;
  }

  private static Set<String> policies(String list) {
    return new TreeSet<>(List.of(list.split(",", -1)));
  }

  private static ConfigResource resource(String topic) {
    return new ConfigResource(ConfigResource.Type.TOPIC, topic);
  }

  private static IllegalStateException refused(String what, ExecutionException e) {
    return new IllegalStateException("cannot " + what + ": " + e.getCause().getMessage(), e);
  }

  private static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("interrupted", e);
  }
}
