package dev.threeway.schemas.catalog;

import dev.threeway.schemas.records.Mismatch;
import dev.threeway.schemas.records.ReconciliationResult;
import dev.threeway.schemas.records.TransactionEvent;
import dev.threeway.schemas.topics.Topics;
import dev.threeway.schemas.wire.CompatibilityLevel;
import dev.threeway.schemas.wire.PortableSchemas;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/**
 * The schemas of all topics that carry Avro.
 *
 * <p>The engine has to read whatever a source has ever written, so the inputs are backward
 * compatible with all their versions. The outputs have readers that are not ours and that may be
 * older or newer, so they are compatible both ways.
 */
public final class SchemaCatalog {
  private SchemaCatalog() {}

  /** All entries, inputs first. */
  public static List<CatalogEntry> entries() {
    Stream<CatalogEntry> inputs =
        Topics.INPUTS.stream()
            .map(
                topic ->
                    entry(
                        topic,
                        TransactionEvent.getClassSchema(),
                        CompatibilityLevel.BACKWARD_TRANSITIVE));
    Stream<CatalogEntry> outputs =
        Stream.of(
            entry(Topics.MISMATCHES, Mismatch.getClassSchema(), CompatibilityLevel.FULL_TRANSITIVE),
            entry(
                Topics.RECONCILIATION_RESULTS,
                ReconciliationResult.getClassSchema(),
                CompatibilityLevel.FULL_TRANSITIVE));
    return Stream.concat(inputs, outputs).toList();
  }

  private static CatalogEntry entry(String topic, Schema schema, CompatibilityLevel level) {
    return new CatalogEntry(topic + "-value", PortableSchemas.of(schema), level);
  }
}
