package dev.threeway.topology.join;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threeway.schemas.records.Source;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.WithNull;
import org.junit.jupiter.api.Test;

/** The compact format of the stores. */
class BinaryFormatTest {
  @Property
  void whatIsWrittenIsReadAgainInOrder(
      @ForAll long unsigned,
      @ForAll long signed,
      @ForAll byte small,
      @ForAll String text,
      @ForAll @WithNull String nullable,
      @ForAll @WithNull Source source) {
    BinaryOutput out = new BinaryOutput(1);
    out.writeVarLong(unsigned);
    out.writeSigned(signed);
    out.writeByte(small);
    out.writeString(text);
    out.writeNullable(nullable);
    out.writeEnum(source);
    BinaryInput in = new BinaryInput(out.toByteArray());

    assertThat(in.readVarLong()).isEqualTo(unsigned);
    assertThat(in.readSigned()).isEqualTo(signed);
    assertThat(in.readByte()).isEqualTo(small);
    assertThat(in.readString()).isEqualTo(valid(text));
    assertThat(in.readNullable()).isEqualTo(nullable == null ? null : valid(nullable));
    assertThat(in.<Source>readEnum(Source.values())).isEqualTo(source);
  }

  @Test
  void smallNumbersTakeOneByteAndLargeOnesTheSevenBitsOfEach() {
    assertThat(unsigned(0)).containsExactly(0);
    assertThat(unsigned(127)).containsExactly(127);
    assertThat(unsigned(128)).containsExactly(0x80, 1);
    assertThat(unsigned(300)).containsExactly(0xAC, 2);
    assertThat(unsigned(-1)).hasSize(10);
  }

  @Test
  void signedNumbersAreShortAroundZero() {
    assertThat(signed(0)).containsExactly(0);
    assertThat(signed(-1)).containsExactly(1);
    assertThat(signed(1)).containsExactly(2);
    assertThat(signed(-64)).containsExactly(127);
    assertThat(signed(64)).hasSize(2);
    assertThat(signed(Long.MIN_VALUE)).hasSize(10);
  }

  @Test
  void absentValuesTakeOneByte() {
    BinaryOutput out = new BinaryOutput(8);
    out.writeNullable(null);
    out.writeEnum(null);
    out.writeNullable("");
    out.writeEnum(Source.UNKNOWN);

    assertThat(out.toByteArray()).containsExactly(0, 0, 1, 0, 1);
  }

  @Test
  void aBufferThatIsTooSmallGrowsWithWhatIsWritten() {
    for (int expected : List.of(0, 1, 9, 10, 11, 20)) {
      BinaryOutput out = new BinaryOutput(expected);
      out.writeByte(7);
      out.writeVarLong(Long.MIN_VALUE);
      out.writeByte(8);
      out.writeString("x".repeat(100));

      assertThat(out.toByteArray()).startsWith(7).hasSize(1 + 10 + 1 + 1 + 100).contains(8);
    }
  }

  private static byte[] unsigned(long value) {
    BinaryOutput out = new BinaryOutput(10);
    out.writeVarLong(value);
    return out.toByteArray();
  }

  private static byte[] signed(long value) {
    BinaryOutput out = new BinaryOutput(10);
    out.writeSigned(value);
    return out.toByteArray();
  }

  /** Unpaired surrogates are no text: UTF-8 holds a question mark for each. */
  private static String valid(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return new String(utf8, StandardCharsets.UTF_8);
  }
}
