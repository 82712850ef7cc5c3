package dev.threeway.benchmarks.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import jdk.jfr.Recording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A box is as wide as its method's share of the samples. */
class FlameGraphTest {
  @Test
  void calleesStandSideBySideOnTheirCaller() {
    Frame root = new Frame("all");
    Frame caller = root.callee("Some<Type>.caller");
    count(root, 4);
    count(caller, 4);
    count(caller.callee("A.first"), 1);
    count(caller.callee("B.second"), 3);

    assertThat(FlameGraph.draw(root, "Title"))
        .contains("Title, 4 samples")
        .contains("<title>Some&lt;Type&gt;.caller, 100.0 %</title><rect x='0.0' y='74'")
        .contains("<title>A.first, 25.0 %</title><rect x='0.0' y='57' width='400.0'")
        .contains("<title>B.second, 75.0 %</title><rect x='400.0' y='57' width='1200.0'");
  }

  @Test
  void aRecordingWithoutSamplesOfTheThreadsGivesAnEmptyPicture(@TempDir Path folder)
      throws IOException {
    Path recorded = folder.resolve("some.jfr");
    try (Recording recording = new Recording()) {
      recording.start();
      recording.dump(recorded);
    }
    Path picture = folder.resolve("some.svg");

    assertThat(FlameGraph.draw(recorded, Pattern.compile("no such thread"), "Nothing", picture))
        .isZero();
    assertThat(Files.readString(picture)).startsWith("<svg").contains("Nothing, 0 samples");
  }

  private static void count(Frame frame, int times) {
    for (int i = 0; i < times; i++) {
      frame.count();
    }
  }
}
