package dev.threeway.schemas.wire;

import dev.threeway.schemas.tls.TlsSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigException;

/**
 * The settings of the serializer, the deserializer and the registry's client. Names and meanings
 * are Confluent's, so that a configuration serves either; the defaults of the retries are shorter,
 * so that one call ends within about five seconds.
 */
public final class AvroSerdeConfig extends AbstractConfig {
  public static final String REGISTRY_URL = "schema.registry.url";
  public static final String AUTO_REGISTER_SCHEMAS = "auto.register.schemas";
  public static final String USE_LATEST_VERSION = "use.latest.version";
  public static final String LATEST_CACHE_TTL_SEC = "latest.cache.ttl.sec";
  public static final String KEY_SUBJECT_NAME_STRATEGY = "key.subject.name.strategy";
  public static final String VALUE_SUBJECT_NAME_STRATEGY = "value.subject.name.strategy";
  public static final String SPECIFIC_AVRO_READER = "specific.avro.reader";
  public static final String SPECIFIC_AVRO_KEY_TYPE = "specific.avro.key.type";
  public static final String SPECIFIC_AVRO_VALUE_TYPE = "specific.avro.value.type";
  public static final String LOGICAL_TYPE_CONVERTERS = "avro.use.logical.type.converters";
  public static final String BASIC_AUTH_CREDENTIALS_SOURCE = "basic.auth.credentials.source";
  public static final String BASIC_AUTH_USER_INFO = "basic.auth.user.info";
  public static final String MAX_RETRIES = "max.retries";
  public static final String RETRIES_WAIT_MS = "retries.wait.ms";
  public static final String RETRIES_MAX_WAIT_MS = "retries.max.wait.ms";
  public static final String CONNECT_TIMEOUT_MS = "http.connect.timeout.ms";
  public static final String READ_TIMEOUT_MS = "http.read.timeout.ms";
  public static final String CALL_TIMEOUT_MS = "threeway.registry.call.timeout.ms";

  private static final String TOPIC_NAME_STRATEGY =
      "io.confluent.kafka.serializers.subject.TopicNameStrategy";
  private static final String NAMESPACE = "schema.registry.";
  private static final List<String> ALSO_NAMESPACED =
      List.of(BASIC_AUTH_CREDENTIALS_SOURCE, BASIC_AUTH_USER_INFO);

  private static final ConfigDef DEFINITION =
      new ConfigDef()
          .define(
              REGISTRY_URL,
              ConfigDef.Type.LIST,
              List.of(),
              Importance.HIGH,
              "The registry's addresses, separated by commas; mock://scope for one in memory.")
          .define(
              AUTO_REGISTER_SCHEMAS,
              ConfigDef.Type.BOOLEAN,
              true,
              Importance.MEDIUM,
              "Register a schema that the subject lacks; otherwise it has to be there.")
          .define(
              USE_LATEST_VERSION,
              ConfigDef.Type.BOOLEAN,
              false,
              Importance.LOW,
              "Write with the subject's newest schema, if it can read the record's schema.")
          .define(
              LATEST_CACHE_TTL_SEC,
              ConfigDef.Type.LONG,
              60L,
              Importance.LOW,
              "Seconds until the subject's newest schema is asked for again; -1: never.")
          .define(
              KEY_SUBJECT_NAME_STRATEGY,
              ConfigDef.Type.STRING,
              TOPIC_NAME_STRATEGY,
              AvroSerdeConfig::requireTopicNameStrategy,
              Importance.LOW,
              "How the subject of a key is named; only TopicNameStrategy.")
          .define(
              VALUE_SUBJECT_NAME_STRATEGY,
              ConfigDef.Type.STRING,
              TOPIC_NAME_STRATEGY,
              AvroSerdeConfig::requireTopicNameStrategy,
              Importance.LOW,
              "How the subject of a value is named; only TopicNameStrategy.")
          .define(
              SPECIFIC_AVRO_READER,
              ConfigDef.Type.BOOLEAN,
              false,
              Importance.MEDIUM,
              "Read into the generated class of the writer's full name, where there is one.")
          .define(
              SPECIFIC_AVRO_KEY_TYPE,
              ConfigDef.Type.CLASS,
              null,
              Importance.LOW,
              "The generated class that keys are read into.")
          .define(
              SPECIFIC_AVRO_VALUE_TYPE,
              ConfigDef.Type.CLASS,
              null,
              Importance.LOW,
              "The generated class that values are read into.")
          .define(
              LOGICAL_TYPE_CONVERTERS,
              ConfigDef.Type.BOOLEAN,
              true,
              Importance.LOW,
              "Whether generic records hold BigDecimal and java.time values.")
          .define(
              BASIC_AUTH_CREDENTIALS_SOURCE,
              ConfigDef.Type.STRING,
              "URL",
              ConfigDef.ValidString.in("URL", "USER_INFO"),
              Importance.MEDIUM,
              "Where the credentials stand: in the address, or in basic.auth.user.info.")
          .define(
              BASIC_AUTH_USER_INFO,
              ConfigDef.Type.PASSWORD,
              "",
              Importance.MEDIUM,
              "user:password, for basic.auth.credentials.source=USER_INFO.")
          .define(
              MAX_RETRIES,
              ConfigDef.Type.INT,
              3,
              Range.atLeast(0),
              Importance.LOW,
              "How many more rounds over all addresses a call makes.")
          .define(
              RETRIES_WAIT_MS,
              ConfigDef.Type.LONG,
              200L,
              Range.atLeast(0),
              Importance.LOW,
              "The longest pause before the first retry; it doubles with each further one.")
          .define(
              RETRIES_MAX_WAIT_MS,
              ConfigDef.Type.LONG,
              1_000L,
              Range.atLeast(0),
              Importance.LOW,
              "The longest pause before any retry.")
          .define(
              CONNECT_TIMEOUT_MS,
              ConfigDef.Type.LONG,
              1_000L,
              Range.atLeast(1),
              Importance.LOW,
              "How long connecting to one address may take.")
          .define(
              READ_TIMEOUT_MS,
              ConfigDef.Type.LONG,
              2_000L,
              Range.atLeast(1),
              Importance.LOW,
              "How long one address may take to answer one request.")
          .define(
              CALL_TIMEOUT_MS,
              ConfigDef.Type.LONG,
              5_000L,
              Range.atLeast(1),
              Importance.LOW,
              "How long a call may take with all its retries.");

  /**
   * Reads the settings.
   *
   * @param settings as Kafka hands them to {@code configure}; unknown names are ignored
   * @throws ConfigException naming the setting that is wrong
   */
  public AvroSerdeConfig(Map<String, ?> settings) {
    super(DEFINITION, normalized(settings), false);
  }

  /** TLS to the registry, by Confluent's names: Kafka's, with {@code schema.registry.} in front. */
  TlsSettings tls() {
    return TlsSettings.among(originalsWithPrefix(NAMESPACE));
  }

  private static Map<String, Object> normalized(Map<String, ?> settings) {
    Map<String, Object> normalized = new HashMap<>(settings);
    for (String name : ALSO_NAMESPACED) {
      Object value = settings.get(NAMESPACE + name);
      if (value != null) {
        normalized.putIfAbsent(name, value);
      }
    }
    for (String name : List.of(KEY_SUBJECT_NAME_STRATEGY, VALUE_SUBJECT_NAME_STRATEGY)) {
      if (normalized.get(name) instanceof Class<?> strategy) {
        normalized.put(name, strategy.getName());
      }
    }
    return normalized;
  }

  private static void requireTopicNameStrategy(String name, Object value) {
    if (!TOPIC_NAME_STRATEGY.equals(value)) {
      throw new ConfigException(name, value, "only " + TOPIC_NAME_STRATEGY + " is supported");
    }
  }
}
