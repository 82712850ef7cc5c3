package dev.threeway.schemas.catalog;

import static dev.threeway.schemas.wire.CompatibilityLevel.BACKWARD_TRANSITIVE;
import static dev.threeway.schemas.wire.CompatibilityLevel.FULL_TRANSITIVE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threeway.schemas.records.TransactionEvent;
import dev.threeway.schemas.wire.CompatibilityLevel;
import dev.threeway.schemas.wire.InMemorySchemaRegistry;
import dev.threeway.schemas.wire.IncompatibleSchemaException;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;

class SchemaInstallerTest {
  private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
  private final SchemaInstaller installer = new SchemaInstaller(registry);

  @Test
  void anEmptyRegistryGetsEverySchemaAndLevel() {
    assertThat(installer.install())
        .containsExactly(
            new InstalledSchema("core_txns-value", 1, 1, BACKWARD_TRANSITIVE, true),
            new InstalledSchema("gateway_txns-value", 1, 1, BACKWARD_TRANSITIVE, true),
            new InstalledSchema("mobile_txns-value", 1, 1, BACKWARD_TRANSITIVE, true),
            new InstalledSchema("mismatches-value", 2, 1, FULL_TRANSITIVE, true),
            new InstalledSchema("reconciliation_results-value", 3, 1, FULL_TRANSITIVE, true));
    assertThat(registry.compatibility("mismatches-value")).contains(FULL_TRANSITIVE);
  }

  @Test
  void aSecondInstallationChangesNothing() {
    List<InstalledSchema> first = installer.install();

    List<InstalledSchema> second = installer.install();

    assertThat(second)
        .allSatisfy(installed -> assertThat(installed.changed()).isFalse())
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("changed")
        .isEqualTo(first);
  }

  @Test
  void aLevelThatSomebodyLoweredIsSetAgain() {
    installer.install();
    registry.setCompatibility("core_txns-value", CompatibilityLevel.NONE);

    assertThat(installer.install())
        .filteredOn(InstalledSchema::changed)
        .extracting(InstalledSchema::subject)
        .containsExactly("core_txns-value");
    assertThat(registry.compatibility("core_txns-value")).contains(BACKWARD_TRANSITIVE);
  }

  @Test
  void aSubjectThatHoldsSomethingElseIsNotOverwritten() {
    Schema other = SchemaBuilder.record("Other").fields().requiredInt("n").endRecord();
    registry.register("gateway_txns-value", other);
    registry.setCompatibility("gateway_txns-value", CompatibilityLevel.NONE);

    assertThatThrownBy(installer::install)
        .isInstanceOf(IncompatibleSchemaException.class)
        .hasMessageContaining("gateway_txns-value");
    assertThat(registry.latest("gateway_txns-value").orElseThrow().schema()).isEqualTo(other);
  }

  @Test
  void whatProducersWriteIsFoundAsInstalled() {
    installer.install();

    assertThat(registry.lookup("core_txns-value", TransactionEvent.getClassSchema()).id())
        .isEqualTo(1);
  }
}
