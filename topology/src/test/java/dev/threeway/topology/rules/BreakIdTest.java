package dev.threeway.topology.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threeway.schemas.records.BreakType;
import dev.threeway.schemas.records.Source;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The id of a break stands in databases: it must never change. */
class BreakIdTest {
  @Test
  void theIdIsNamedByTransactionAndType() {
    assertThat(Break.id("T1", BreakType.AMOUNT, null)).isEqualTo(named("T1\nAMOUNT"));
  }

  @Test
  void theIdOfAMissingBreakIsNamedByTheSourceToo() {
    assertThat(Break.id("Té", BreakType.MISSING, Source.MOBILE))
        .isEqualTo(named("Té\nMISSING\nMOBILE"));
  }

  private static UUID named(String name) {
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
  }
}
