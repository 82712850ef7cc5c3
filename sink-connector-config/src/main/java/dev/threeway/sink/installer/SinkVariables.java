package dev.threeway.sink.installer;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What differs from one installation to the next; fills the placeholders of the connector files.
 *
 * <p>Connect keeps a connector's configuration in a topic and shows it to everyone who reaches its
 * REST interface. So user and password are given as references to one of the worker's configuration
 * providers, such as {@code ${file:/etc/threeway/sink.properties:password}}, which the worker
 * resolves when it starts a task.
 *
 * @param databaseUrl the JDBC address of the database as the worker reaches it, without credentials
 * @param databaseUser a reference to the role's name
 * @param databasePassword a reference to the role's password
 * @param registryUrl the addresses of the schema registry as the worker reaches it, by comma
 * @param tasks the most tasks that one connector may have; more than there are partitions are idle
 * @param replicationFactor of the dead-letter topic, if Connect has to make it
 * @param converterSettings further settings of the converter, such as {@code
 *     basic.auth.credentials.source}; values may be references too
 */
public record SinkVariables(
    String databaseUrl,
    String databaseUser,
    String databasePassword,
    String registryUrl,
    int tasks,
    int replicationFactor,
    Map<String, String> converterSettings) {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{[^:}]+:[^}]+}");

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if a value cannot be right; the message names it and says what
   *     to do, without the value where that may be a secret
   */
  public SinkVariables {
    if (!databaseUrl.startsWith("jdbc:postgresql:")) {
      throw new IllegalArgumentException(
          "the database's address has to begin with jdbc:postgresql: and does not");
    }
    String lowerCaseUrl = databaseUrl.toLowerCase(Locale.ROOT);
    if (lowerCaseUrl.contains("password=") || lowerCaseUrl.contains("user=")) {
      throw new IllegalArgumentException(
          "the database's address must not hold credentials: give references to them instead");
    }
    requireReference("user", databaseUser);
    requireReference("password", databasePassword);
    if (registryUrl.isBlank()) {
      throw new IllegalArgumentException("the schema registry's address is empty");
    }
    if (tasks < 1 || replicationFactor < 1) {
      throw new IllegalArgumentException("tasks and replication factor have to be 1 at least");
    }
    converterSettings = Map.copyOf(converterSettings);
  }

  /**
   * Credentials from a file that {@link SecretsFile#write} has written, or one like it, through
   * Kafka's {@code FileConfigProvider}, which the worker has to know as {@code file}. One task for
   * each connector and one replica of the dead-letter topic.
   *
   * @param secretsFile the file's absolute path on the worker's machine
   */
  public static SinkVariables withSecretsFile(
      String databaseUrl, Path secretsFile, String registryUrl) {
    if (!secretsFile.isAbsolute() || secretsFile.toString().matches(".*[:}].*")) {
      throw new IllegalArgumentException(
          "the path of the secrets file has to be absolute, without ':' and '}': " + secretsFile);
    }
    return new SinkVariables(
        databaseUrl,
        "${file:%s:%s}".formatted(secretsFile, SecretsFile.USER),
        "${file:%s:%s}".formatted(secretsFile, SecretsFile.PASSWORD),
        registryUrl,
        1,
        1,
        Map.of());
  }

  /** The same with another number of tasks. */
  public SinkVariables withTasks(int number) {
    return new SinkVariables(
        databaseUrl,
        databaseUser,
        databasePassword,
        registryUrl,
        number,
        replicationFactor,
        converterSettings);
  }

  /** The same with another number of replicas for the dead-letter topic. */
  public SinkVariables withReplicationFactor(int number) {
    return new SinkVariables(
        databaseUrl, databaseUser, databasePassword, registryUrl, tasks, number, converterSettings);
  }

  /** The same with further settings of the converter. */
  public SinkVariables withConverterSettings(Map<String, String> settings) {
    return new SinkVariables(
        databaseUrl,
        databaseUser,
        databasePassword,
        registryUrl,
        tasks,
        replicationFactor,
        settings);
  }

  /** The placeholders' names and what they stand for. */
  Map<String, String> placeholders() {
    Map<String, String> values = new TreeMap<>();
    values.put("database.url", databaseUrl);
    values.put("database.user", databaseUser);
    values.put("database.password", databasePassword);
    values.put("registry.url", registryUrl);
    values.put("tasks", Integer.toString(tasks));
    values.put("replication.factor", Integer.toString(replicationFactor));
    return values;
  }

  static boolean isReference(String value) {
    return REFERENCE.matcher(value).matches();
  }

  private static void requireReference(String what, String value) {
    if (!isReference(value)) {
      throw new IllegalArgumentException(
          "the database %s has to be a reference to a configuration provider of the worker, such as ${file:/path/sink.properties:%s}"
              .formatted(what, what));
    }
  }
}
