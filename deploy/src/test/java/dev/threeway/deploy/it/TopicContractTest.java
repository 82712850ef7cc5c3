package dev.threeway.deploy.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.threeway.deploy.stack.TopicsInstaller;
import dev.threeway.schemas.catalog.CatalogEntry;
import dev.threeway.schemas.catalog.SchemaCatalog;
import dev.threeway.schemas.topics.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** The AsyncAPI document against the schemas and levels that the installer puts into a registry. */
class TopicContractTest {
  private static final Path RESOURCES = Path.of("..", "schemas", "src", "main", "resources");

  private final TopicContract contract;

  TopicContractTest() throws IOException {
    contract = new TopicContract();
  }

  @Test
  void everyTopicIsDescribed() {
    Set<String> expected = new TreeSet<>(Topics.INPUTS);
    expected.addAll(
        Set.of(
            Topics.MISMATCHES,
            Topics.RECONCILIATION_RESULTS,
            Topics.DEAD_LETTERS,
            TopicsInstaller.CONNECT_DEAD_LETTERS,
            Topics.AUDIT_ANCHORS));

    assertThat(contract.topics()).isEqualTo(expected);
    assertThat(contract.topics())
        .allSatisfy(
            topic -> {
              assertThat(contract.channel(topic).path("address").asText()).isEqualTo(topic);
              assertThat(contract.channel(topic).path("x-ordering").asText()).isNotEmpty();
              assertThat(contract.channel(topic).path("x-delivery").asText()).isNotEmpty();
              assertThat(contract.settings(topic)).containsKey("cleanup.policy");
            });
  }

  @Test
  void eachTopicOfAvroNamesTheLevelThatTheInstallerSets() {
    Map<String, String> levels = new TreeMap<>();
    for (String topic : contract.topics()) {
      JsonNode level = contract.channel(topic).path("x-compatibility");
      if (!level.isMissingNode()) {
        levels.put(topic + "-value", level.asText());
      }
    }

    assertThat(levels)
        .isEqualTo(
            SchemaCatalog.entries().stream()
                .collect(Collectors.toMap(CatalogEntry::subject, entry -> entry.level().name())));
  }

  @Test
  void eachPayloadIsTheSchemaOfTheTopic() throws IOException {
    for (CatalogEntry entry : SchemaCatalog.entries()) {
      String topic = entry.subject().replaceFirst("-value$", "");
      String file = contract.message(topic).at("/payload/schema/$ref").asText();

      assertThat(new Schema.Parser().parse(RESOURCES.resolve(file).toFile()))
          .as("%s of %s", file, topic)
          .isEqualTo(entry.schema());
    }
  }

  @Test
  void everyReferenceInsideTheDocumentLeadsSomewhere() {
    assertThat(contract.document().findValuesAsText("$ref"))
        .hasSizeGreaterThan(20)
        .filteredOn(reference -> reference.startsWith("#"))
        .allSatisfy(
            reference ->
                assertThat(contract.document().at(reference.substring(1)).isMissingNode())
                    .as(reference)
                    .isFalse());
  }

  @Test
  void headersThatAreMissingOrWrongAreFound() {
    assertThat(contract.faults(Topics.MISMATCHES, Map.of("ce_specversion", "0.3")))
        .anyMatch(fault -> fault.contains("ce_specversion"))
        .anyMatch(fault -> fault.contains("traceparent"))
        .anyMatch(fault -> fault.contains("ce_subject"));
  }
}
