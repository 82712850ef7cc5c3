package dev.threeway.deploy.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threeway.schemas.records.Mismatch;
import dev.threeway.schemas.records.ReconciliationResult;
import dev.threeway.schemas.records.TransactionEvent;
import dev.threeway.schemas.topics.Topics;
import dev.threeway.schemas.wire.PortableSchemas;
import dev.threeway.schemas.wire.SchemaRegistry;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.apache.avro.Schema;
import org.apache.avro.compiler.specific.SpecificCompiler;
import org.apache.avro.generic.GenericData;

/**
 * The next version of all records: each schema has an optional field more. What the build makes of
 * schemas is made of these, so that a real engine can be started with them.
 */
final class NewerRecords {
  static final Schema EVENT =
      Sinks.withOptionalField(TransactionEvent.getClassSchema(), "terminal");
  static final Schema MISMATCH = Sinks.withOptionalField(Mismatch.getClassSchema(), "case_id");
  static final Schema RESULT =
      Sinks.withOptionalField(ReconciliationResult.getClassSchema(), "case_id");

  private NewerRecords() {}

  /** Registers the schemas, as the installer of that version does first. */
  static void installInto(SchemaRegistry registry) {
    for (String topic : Topics.INPUTS) {
      registry.register(topic + "-value", PortableSchemas.of(EVENT));
    }
    registry.register(Topics.MISMATCHES + "-value", PortableSchemas.of(MISMATCH));
    registry.register(Topics.RECONCILIATION_RESULTS + "-value", PortableSchemas.of(RESULT));
  }

  /** Generates and compiles the classes; returns their folder. */
  static Path compile(Path folder) throws IOException, URISyntaxException {
    Path sources = folder.resolve("sources");
    Path classes = Files.createDirectories(folder.resolve("classes"));
    for (Schema schema : List.of(EVENT, MISMATCH, RESULT)) {
      SpecificCompiler generator = new SpecificCompiler(schema);
      generator.setStringType(GenericData.StringType.String);
      generator.setEnableDecimalLogicalType(true);
      generator.compileToDestination(null, sources.toFile());
    }
    Path avro = Path.of(Schema.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<String> arguments =
        new ArrayList<>(
            List.of("-nowarn", "-proc:none", "-cp", avro.toString(), "-d", classes.toString()));
    try (Stream<Path> files = Files.walk(sources)) {
      files.map(Path::toString).filter(name -> name.endsWith(".java")).forEach(arguments::add);
    }
    assertThat(compiler.run(null, null, null, arguments.toArray(String[]::new)))
        .as("the newer records compile")
        .isZero();
    return classes;
  }
}
