package dev.threeway.queryapi.app;

import dev.threeway.topology.app.EngineConfig;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** Reads the settings: system properties before the environment before a file before defaults. */
final class SettingsReader {
  private static final Pattern UNKNOWN = Pattern.compile("(\\S+) in .* does not map to any root");
  private static final int FILE_ORDINAL = 200;
  private static final int ENVIRONMENT_ORDINAL = 300;
  private static final int SYSTEM_ORDINAL = 400;

  private SettingsReader() {}

  /**
   * @param file a properties file; null for none
   * @throws SettingsException naming every setting that is not valid
   */
  static Settings read(Path file, Map<String, String> environment, Properties system) {
    Map<String, String> systemProperties = strings(system);
    refuseInSight(systemProperties);
    SmallRyeConfigBuilder builder =
        new SmallRyeConfigBuilder()
            .withMapping(EngineConfig.class)
            .withMapping(HttpConfig.class)
            .withMapping(ConnectConfig.class)
            .withMapping(HistoryConfig.class)
            .withMapping(AuditConfig.class)
            .withMapping(SecurityConfig.class)
            .withMapping(LogConfig.class)
            .withSources(new EnvConfigSource(environment, ENVIRONMENT_ORDINAL))
            .withSources(source(systemProperties, "system properties", SYSTEM_ORDINAL));
    if (file != null) {
      builder.withSources(source(properties(file), file.toString(), FILE_ORDINAL));
    }
    try {
      SmallRyeConfig config = builder.build();
      HttpConfig http = config.getConfigMapping(HttpConfig.class);
      SecurityConfig security = config.getConfigMapping(SecurityConfig.class);
      security.refuseOpenDoor(http.host());
      return new Settings(
          config.getConfigMapping(EngineConfig.class),
          http,
          config.getConfigMapping(HistoryConfig.class),
          config.getConfigMapping(AuditConfig.class),
          config.getConfigMapping(ConnectConfig.class),
          security,
          config.getConfigMapping(LogConfig.class));
    } catch (ConfigValidationException invalid) {
      throw new SettingsException(explain(invalid, rawValues(file, environment, systemProperties)));
    }
  }

  private static void refuseInSight(Map<String, String> systemProperties) {
    for (String key : new TreeSet<>(systemProperties.keySet())) {
      if (Setting.isSecret(key)) {
        throw new SettingsException(
            key
                + " is a system property, which every user of the machine can see: set it in a file"
                + " or in the environment");
      }
    }
  }

  private static SmallRyeConfig rawValues(
      Path file, Map<String, String> environment, Map<String, String> systemProperties) {
    SmallRyeConfigBuilder builder =
        new SmallRyeConfigBuilder()
            .withSources(new EnvConfigSource(environment, ENVIRONMENT_ORDINAL))
            .withSources(source(systemProperties, "system properties", SYSTEM_ORDINAL));
    if (file != null) {
      builder.withSources(source(properties(file), file.toString(), FILE_ORDINAL));
    }
    return builder.build();
  }

  private static String explain(ConfigValidationException invalid, SmallRyeConfig raw) {
    TreeSet<String> lines = new TreeSet<>();
    for (int i = 0; i < invalid.getProblemCount(); i++) {
      lines.add(explain(invalid.getProblem(i).getMessage(), raw));
    }
    return String.join(System.lineSeparator(), lines);
  }

  private static String explain(String problem, SmallRyeConfig raw) {
    for (Setting setting : Setting.ALL) {
      // The library's message names the property, but not always the value, and never what fits.
      if (problem.contains(" " + setting.key() + " ")) {
        String value = raw.getConfigValue(setting.key()).getValue();
        if (value == null || value.isEmpty()) {
          return "%s is empty, but must be %s".formatted(setting.key(), setting.expected());
        }
        return Setting.isSecret(setting.key())
            ? "%s must be %s".formatted(setting.key(), setting.expected())
            : "%s is \"%s\", but must be %s".formatted(setting.key(), value, setting.expected());
      }
    }
    Matcher unknown = UNKNOWN.matcher(problem);
    return unknown.find()
        ? "%s is no setting; --help lists all".formatted(unknown.group(1))
        : problem.lines().collect(Collectors.joining(" "));
  }

  private static Map<String, String> properties(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException unreadable) {
      throw new SettingsException(
          "cannot read the settings file %s: name a readable properties file in UTF-8"
              .formatted(file));
    }
    return strings(properties);
  }

  private static ConfigSource source(Map<String, String> values, String name, int ordinal) {
    return new PropertiesConfigSource(values, name, ordinal);
  }

  private static Map<String, String> strings(Properties properties) {
    return properties.stringPropertyNames().stream()
        .collect(Collectors.toMap(name -> name, properties::getProperty));
  }
}
