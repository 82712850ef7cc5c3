package dev.threeway.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldersTest {
  @TempDir private Path folder;

  private Path filled() throws IOException {
    Path inner = Files.createDirectories(folder.resolve("state").resolve("0_1"));
    Files.write(inner.resolve("one"), new byte[100]);
    Files.write(inner.resolve("two"), new byte[23]);
    return folder.resolve("state");
  }

  @Test
  void theBytesOfAFolderAreThoseOfAllFilesBelowIt() throws IOException {
    assertThat(Folders.bytes(filled())).isEqualTo(123);
  }

  @Test
  void aFolderThatIsMadeAgainIsEmpty() throws IOException {
    assertThat(Folders.recreate(filled())).isEmptyDirectory();
  }

  @Test
  void whatIsNotThereNeedNotBeDeleted() {
    Folders.delete(folder.resolve("nothing"));

    assertThat(folder).isEmptyDirectory();
  }
}
