package dev.threeway.topology.join;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threeway.schemas.records.BreakType;
import dev.threeway.schemas.records.GroupStatus;
import dev.threeway.schemas.records.Source;
import dev.threeway.topology.rules.Break;
import dev.threeway.topology.rules.MatchGroup;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** What the stores give back is what was put in. */
class StoredValuesTest {
  @Property
  void aGroupComesBackAsItWas(@ForAll("groups") MatchGroup group) {
    byte[] stored = MatchGroupCodec.encode(group);

    assertThat(MatchGroupCodec.decode(group.txnId(), stored)).isEqualTo(group);
    assertThat(MatchGroupCodec.isSettled(stored)).isEqualTo(group.isSettled());
  }

  @Property
  void anOpenBreakComesBackAsItWas(@ForAll("breaks") Break value) {
    assertThat(OpenBreakCodec.decode(OpenBreakCodec.encode("T1", value)))
        .isEqualTo(new OpenBreak("T1", value));
  }

  @Test
  void aGroupInAnotherFormatIsRefused() {
    byte[] stored =
        MatchGroupCodec.encode(Samples.group(GroupStatus.PENDING, Samples.NINE, Source.CORE));
    stored[0] = 9;

    String message = "a match group is stored in format 9, this version reads format 1";
    assertThatThrownBy(() -> MatchGroupCodec.decode("T1", stored))
        .isInstanceOf(IncompatibleStateException.class)
        .hasMessage(message);
    assertThatThrownBy(() -> MatchGroupCodec.isSettled(stored))
        .isInstanceOf(IncompatibleStateException.class)
        .hasMessage(message);
  }

  @Test
  void anOpenBreakInAnotherFormatIsRefused() {
    byte[] stored = OpenBreakCodec.encode("T1", Samples.open(BreakType.AMOUNT, Samples.NINE));
    stored[0] = 9;

    assertThatThrownBy(() -> OpenBreakCodec.decode(stored))
        .isInstanceOf(IncompatibleStateException.class)
        .hasMessage("an open break is stored in format 9, this version reads format 1");
  }

  @Provide
  Arbitrary<MatchGroup> groups() {
    return RandomGroups.groups();
  }

  @Provide
  Arbitrary<Break> breaks() {
    return RandomGroups.breaks();
  }
}
