package dev.threeway.deploy.stack;

import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DELETE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;
import static org.apache.kafka.common.resource.PatternType.LITERAL;
import static org.apache.kafka.common.resource.PatternType.PREFIXED;
import static org.apache.kafka.common.resource.ResourceType.GROUP;
import static org.apache.kafka.common.resource.ResourceType.TOPIC;
import static org.apache.kafka.common.resource.ResourceType.TRANSACTIONAL_ID;

import dev.threeway.schemas.topics.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * What each identity may do with Kafka; what is not said here is denied. To read or write includes
 * to describe.
 */
final class KafkaRights {
  private static final String ANY_HOST = "*";

  private final List<AclBinding> bindings = new ArrayList<>();

  /**
   * The rights of one stack.
   *
   * @param application the engine's application id, by which its group, its internal topics and its
   *     transactions are named
   */
  KafkaRights(String application) {
    for (String input : Topics.INPUTS) {
      allow(Identity.SIMULATOR, TOPIC, LITERAL, input, WRITE);
      allow(Identity.OPERATOR, TOPIC, LITERAL, input, WRITE);
      allow(Identity.ENGINE, TOPIC, LITERAL, input, READ);
      allow(Identity.CONNECT, TOPIC, LITERAL, input, READ);
      allow(Identity.READER, TOPIC, LITERAL, input, READ);
    }
    for (String output : List.of(Topics.MISMATCHES, Topics.RECONCILIATION_RESULTS)) {
      // The event stream reads what the engine has written.
      allow(Identity.ENGINE, TOPIC, LITERAL, output, READ, WRITE);
      allow(Identity.CONNECT, TOPIC, LITERAL, output, READ);
      allow(Identity.READER, TOPIC, LITERAL, output, READ);
    }
    allow(Identity.ENGINE, TOPIC, LITERAL, Topics.DEAD_LETTERS, WRITE);
    // Each instance publishes the head of the chain of the audit, and verifies it again and again.
    allow(Identity.ENGINE, TOPIC, LITERAL, Topics.AUDIT_ANCHORS, READ, WRITE);
    allow(Identity.READER, TOPIC, LITERAL, Topics.AUDIT_ANCHORS, READ);
    for (String letters : List.of(Topics.DEAD_LETTERS, TopicsInstaller.CONNECT_DEAD_LETTERS)) {
      allow(Identity.READER, TOPIC, LITERAL, letters, READ);
    }
    engine(application);
    connect();
    allow(Identity.READER, GROUP, LITERAL, application, DESCRIBE);
    allow(Identity.READER, GROUP, PREFIXED, "connect-threeway-", DESCRIBE);
  }

  /** Streams makes its changelogs by itself, and no other topic. */
  private void engine(String application) {
    String internal = application + "-";
    allow(Identity.ENGINE, GROUP, LITERAL, application, READ);
    allow(Identity.ENGINE, TOPIC, PREFIXED, internal, CREATE, READ, WRITE, DESCRIBE_CONFIGS);
    allow(Identity.ENGINE, TRANSACTIONAL_ID, PREFIXED, internal, WRITE);
  }

  /** The worker makes the topics that it keeps what it is told in. */
  private void connect() {
    for (String kind : ConnectPart.STORAGE) {
      String topic = ConnectPart.storageTopic(kind);
      allow(Identity.CONNECT, TOPIC, LITERAL, topic, CREATE, READ, WRITE, DESCRIBE_CONFIGS);
    }
    allow(Identity.CONNECT, TOPIC, LITERAL, TopicsInstaller.CONNECT_DEAD_LETTERS, WRITE);
    allow(Identity.CONNECT, GROUP, LITERAL, ConnectPart.GROUP, READ);
    // A sink that is sent back to the beginning forgets its offsets.
    allow(Identity.CONNECT, GROUP, PREFIXED, "connect-threeway-", READ, DELETE);
  }

  private void allow(
      Identity who,
      ResourceType type,
      PatternType pattern,
      String name,
      AclOperation... operations) {
    for (AclOperation operation : operations) {
      bindings.add(
          new AclBinding(
              new ResourcePattern(type, name, pattern),
              new AccessControlEntry(
                  "User:" + who.id(), ANY_HOST, operation, AclPermissionType.ALLOW)));
    }
  }

  /**
   * Gives the rights. Those that are there already stay.
   *
   * @param admin of the installer
   * @throws IllegalStateException if the cluster refuses
   */
  void install(Admin admin) {
    try {
      admin.createAcls(bindings).all().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("cannot give rights: " + e.getCause().getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
