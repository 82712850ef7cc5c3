package dev.threeway.sink.installer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The connectors that fill the tables, one for each table, ready to be installed.
 *
 * @param connectors in the order in which they are installed
 */
public record ConnectorSet(List<ConnectorConfig> connectors) {
  private static final List<String> TABLES =
      List.of("mismatches", "reconciliation_results", "raw_events");
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A name without a colon; with one it is a reference, which the worker resolves. */
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^:}]+)}");

  public ConnectorSet {
    connectors = List.copyOf(connectors);
  }

  /** The connectors over Debezium's JDBC sink. */
  public static ConnectorSet debezium(SinkVariables variables) {
    return load("connectors", variables);
  }

  /** The connectors over Confluent's JDBC sink, which is part of Confluent Platform. */
  public static ConnectorSet confluent(SinkVariables variables) {
    return load("connectors/confluent", variables);
  }

  /** The connectors' names. */
  public List<String> names() {
    return connectors.stream().map(ConnectorConfig::name).toList();
  }

  private static ConnectorSet load(String folder, SinkVariables variables) {
    return new ConnectorSet(
        TABLES.stream()
            .map(table -> connector("%s/%s.json".formatted(folder, table), variables))
            .toList());
  }

  private static ConnectorConfig connector(String resource, SinkVariables variables) {
    JsonNode file = read(resource);
    Map<String, String> settings = new TreeMap<>();
    for (Map.Entry<String, JsonNode> setting : file.required("config").properties()) {
      settings.put(setting.getKey(), fill(setting.getValue().asText(), variables.placeholders()));
    }
    variables
        .converterSettings()
        .forEach((name, value) -> settings.put("value.converter." + name, value));
    return new ConnectorConfig(file.required("name").asText(), settings);
  }

  private static JsonNode read(String resource) {
    try (InputStream in = ConnectorSet.class.getClassLoader().getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("not on the class path: " + resource);
      }
      return JSON.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + resource, e);
    }
  }

  private static String fill(String template, Map<String, String> values) {
    return PLACEHOLDER
        .matcher(template)
        .replaceAll(
            placeholder -> {
              String value = values.get(placeholder.group(1));
              if (value == null) {
                throw new IllegalStateException("unknown placeholder " + placeholder.group());
              }
              return Matcher.quoteReplacement(value);
            });
  }
}
