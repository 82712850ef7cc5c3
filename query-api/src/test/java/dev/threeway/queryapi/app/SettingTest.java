package dev.threeway.queryapi.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.threeway.topology.app.EngineConfig;
import io.smallrye.config.ConfigMappingInterface.Property;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SettingTest {
  @Test
  void everySettingIsExplainedWithItsDefaultAndNothingElseIs() {
    Map<String, String> explained = new TreeMap<>();
    Setting.ALL.forEach(
        setting -> explained.put(setting.key(), String.valueOf(setting.otherwise())));

    assertThat(explained).isEqualTo(read());
  }

  @Test
  void theEnvironmentNameIsTheKeyInCapitals() {
    assertThat(Setting.ALL)
        .extracting(Setting::key, Setting::environmentName)
        .contains(tuple("threeway.kafka.bootstrap-servers", "THREEWAY_KAFKA_BOOTSTRAP_SERVERS"));
  }

  /** The keys that the mappings read, and their defaults. */
  private static Map<String, String> read() {
    Map<String, String> read = new TreeMap<>();
    Stream.of(
            EngineConfig.class,
            HttpConfig.class,
            HttpTlsConfig.class,
            HistoryConfig.class,
            AuditConfig.class,
            ConnectConfig.class,
            SecurityConfig.class,
            LogConfig.class)
        .map(ConfigClass::configClass)
        .map(ConfigMappings::getProperties)
        .flatMap(properties -> properties.entrySet().stream())
        .filter(entry -> !entry.getValue().isGroup())
        // The items of a list, which is a setting itself.
        .filter(entry -> !entry.getKey().endsWith("[*]"))
        .forEach(entry -> read.put(entry.getKey(), defaultOf(entry.getValue())));
    return read;
  }

  private static String defaultOf(Property property) {
    if (property.isPrimitive()) {
      return property.asPrimitive().getDefaultValue();
    }
    return String.valueOf(
        property.isLeaf() && property.asLeaf().hasDefaultValue()
            ? property.asLeaf().getDefaultValue()
            : null);
  }
}
