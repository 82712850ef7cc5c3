package dev.threeway.schemas.catalog;

import static dev.threeway.schemas.wire.CompatibilityLevel.BACKWARD_TRANSITIVE;
import static dev.threeway.schemas.wire.CompatibilityLevel.FULL_TRANSITIVE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds the schemas to what was published before: {@code schemas/baseline/<Name>/v<n>.avsc}.
 *
 * <p>A compatible change adds a baseline, it never edits one.
 */
class CompatibilityGateTest {
  private static final Path BASELINES = Path.of("baseline");

  static Stream<CatalogEntry> entries() {
    return SchemaCatalog.entries().stream();
  }

  @ParameterizedTest
  @MethodSource("entries")
  void noPublishedVersionIsBroken(CatalogEntry entry) throws IOException {
    for (Path file : baselines(entry.schema().getName())) {
      Schema earlier = new Schema.Parser().parse(file.toFile());

      assertThat(CompatibilityGate.violations(entry.schema(), earlier, entry.level()))
          .as("%s with %s, %s", entry.subject(), file, entry.level())
          .isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("entries")
  void theNewestBaselineIsThePresentSchemaButForItsTexts(CatalogEntry entry) throws IOException {
    List<Path> files = baselines(entry.schema().getName());
    assertThat(files).as("baselines of %s", entry.schema().getName()).isNotEmpty();
    Path newest = files.get(files.size() - 1);

    assertThat(new Schema.Parser().parse(newest.toFile()))
        .as(
            "%s differs from %s: save the present schema as v%d.avsc beside it, if the change is"
                + " compatible",
            entry.schema().getName(), newest, files.size() + 1)
        .isEqualTo(entry.schema());
  }

  @Test
  void aRequiredFieldWithoutDefaultIsCaught() {
    assertThat(broken("\"fields\":[{", "\"fields\":[{\"name\":\"a\",\"type\":\"int\"}, {"))
        .singleElement()
        .asString()
        .startsWith("cannot read what it wrote: READER_FIELD_MISSING_DEFAULT_VALUE at /fields/0");
  }

  @Test
  void aChangedTypeIsCaught() {
    assertThat(
            broken(
                "\"name\":\"txn_id\",\"type\":\"string\"", "\"name\":\"txn_id\",\"type\":\"int\""))
        .singleElement()
        .asString()
        .startsWith("cannot read what it wrote: TYPE_MISMATCH");
  }

  @Test
  void aSymbolThatIsTakenAwayIsCaughtUnlessTheEnumHasADefault() {
    assertThat(broken("\"GATEWAY\",", "")).isEmpty();
    assertThat(broken("\"MOBILE\"],\"default\":\"UNKNOWN\"", "\"M\"]"))
        .anySatisfy(violation -> assertThat(violation).contains("MISSING_ENUM_SYMBOLS"));
  }

  @Test
  void aFieldThatIsTakenAwayIsCaughtForOutputsAlone() {
    Schema earlier = parse("{\"name\":\"a\",\"type\":\"int\"},{\"name\":\"b\",\"type\":\"int\"}");
    Schema present = parse("{\"name\":\"a\",\"type\":\"int\"}");

    assertThat(CompatibilityGate.violations(present, earlier, BACKWARD_TRANSITIVE)).isEmpty();
    assertThat(CompatibilityGate.violations(present, earlier, FULL_TRANSITIVE))
        .singleElement()
        .asString()
        .startsWith("it cannot read what is written: READER_FIELD_MISSING_DEFAULT_VALUE");
  }

  @Test
  void aChangedScaleOrPrecisionIsCaughtThoughAvroTakesItForCompatible() {
    assertThat(broken("\"scale\":4", "\"scale\":2"))
        .containsExactly("field 'amount' changed from decimal(19,4) to decimal(19,2)");
    assertThat(broken("\"precision\":19", "\"precision\":38"))
        .containsExactly("field 'amount' changed from decimal(19,4) to decimal(38,4)");
  }

  @Test
  void aChangedUnitOfTimeIsCaught() {
    assertThat(broken("timestamp-millis", "timestamp-micros"))
        .containsExactly("field 'event_time' changed from timestamp-millis to timestamp-micros");
  }

  /** The violations if one edit were made to the schema of a leg. */
  private static List<String> broken(String part, String replacement) {
    Schema published = SchemaCatalog.entries().get(0).schema();
    String edited = published.toString().replace(part, replacement);
    assertThat(edited).as("the edit").isNotEqualTo(published.toString());
    return CompatibilityGate.violations(
        new Schema.Parser().parse(edited), published, BACKWARD_TRANSITIVE);
  }

  private static Schema parse(String fields) {
    return new Schema.Parser()
        .parse("{\"type\":\"record\",\"name\":\"R\",\"fields\":[" + fields + "]}");
  }

  private static List<Path> baselines(String name) throws IOException {
    try (Stream<Path> files = Files.list(BASELINES.resolve(name))) {
      return files.sorted(Comparator.comparingInt(CompatibilityGateTest::version)).toList();
    }
  }

  private static int version(Path file) {
    return Integer.parseInt(file.getFileName().toString().replaceAll("^v|\\.avsc$", ""));
  }
}
